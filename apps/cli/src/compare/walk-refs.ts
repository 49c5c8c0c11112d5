import type { CarrierRecord } from "../file/carrier-record.ts";
import type { LedgerLine } from "../ledger/ledger-line.ts";
import type { BothSides } from "./compare-ref.ts";

/** Walks both sides, each sorted by reference, and brings together what has the same one. */
export async function* walkRefs(
  records: AsyncIterator<CarrierRecord>,
  lines: AsyncIterator<LedgerLine>,
): AsyncGenerator<BothSides & { readonly ref: string }> {
  let record = await records.next();
  let line = await lines.next();
  while (record.done !== true || line.done !== true) {
    const [ref = ""] = [record, line].flatMap((head) => (head.done === true ? [] : [head.value.ref])).sort();
    const both = { ref, records: [] as CarrierRecord[], lines: [] as LedgerLine[] };
    for (; record.done !== true && record.value.ref === ref; record = await records.next())
      both.records.push(record.value);
    for (; line.done !== true && line.value.ref === ref; line = await lines.next()) both.lines.push(line.value);
    yield both;
  }
}

/** By reference as JavaScript compares texts, then as they came. */
export function compareByRef(a: { readonly ref: string }, b: { readonly ref: string }): number {
  return a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0;
}
