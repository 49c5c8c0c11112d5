import type { World } from "../store/world.ts";

/** The stretch from `from` on was credited: it is not credited again. */
export interface CreditMark {
  readonly debit: string;
  readonly from: number;
}

export function markCredited(world: World, marks: readonly CreditMark[]): void {
  for (const { debit, from } of marks) {
    const row = world.item_debits.get(debit);
    if (row !== undefined)
      world.item_debits.update(debit, { creditedFrom: Math.min(row.creditedFrom, Math.max(from, row.period.start)) });
  }
}
