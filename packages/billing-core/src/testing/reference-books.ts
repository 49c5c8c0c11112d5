import type { RecordUsageCommand } from "../commands.ts";
import type { Instant } from "../instants.ts";
import type { Rate } from "../rate-card.ts";
import { inSpendingOrder, type Lot } from "./reference-lots.ts";

/** A use and who paid for it: lots by id, `null` for nobody, in the order it was taken. */
export type Use = {
  readonly id: string;
  readonly charged: bigint;
  readonly parts: readonly Part[];
  readonly event: Pick<RecordUsageCommand, "service" | "quantity" | "agentId">;
  readonly occurredAt: Instant;
  /** Null: decided, but not written with any command yet. */
  recordedAt: Instant | null;
  isCorrected: boolean;
};

export type Part = readonly [lotId: string | null, amount: bigint];

/** A live call, or one that has ended. */
export type Call = {
  readonly id: string;
  readonly callId: string;
  readonly service: string;
  readonly agentId: string | null;
  readonly rate: Rate;
  readonly openedAt: Instant;
  status: "open" | "captured" | "voided" | "abandoned" | "settled";
  seq: number;
  elapsed: number;
  accrued: bigint;
  held: bigint;
  lent: bigint;
  granted: number;
  expiresAt: Instant;
  reason: string | null;
};

/** One list of lots, one of uses, one of calls; every balance added up from the beginning, time walked from boundary to boundary. */
export class ReferenceBooks {
  readonly lots: Lot[] = [];
  readonly uses: Use[] = [];
  readonly calls: Call[] = [];
  now: Instant = 0;
  overdraftLimit = 0n;

  /** Walks through every instant at which something could happen by itself. */
  passTime(now: Instant): void {
    const instants = [
      ...this.lots.flatMap((lot) => [lot.effectiveAt, lot.expiresAt]),
      ...this.live().map((call) => call.expiresAt),
    ].filter((at) => at > this.now && at < now);
    for (const at of [...instants.sort((left, right) => left - right), now]) this.settle(at);
    this.now = now;
  }

  /** What is not needed lapses, overdue calls are given up, what is available repays debt: free tokens first. */
  settle(at: Instant): void {
    this.#lapse(at);
    const overdue = this.live().filter((call) => call.expiresAt <= at);
    for (const call of overdue.sort(
      (left, right) => left.expiresAt - right.expiresAt || (left.id < right.id ? -1 : 1),
    )) {
      this.endCall(call, { status: "abandoned", elapsed: call.elapsed, charged: call.accrued, at });
      this.#lapse(at);
    }
    for (const lot of this.spendable(at)) this.#claim(lot, least(this.left(lot), this.available(at)));
    const payers = this.spendable(at);
    for (const lot of [...payers.filter((one) => !one.isPaid), ...payers.filter((one) => one.isPaid)])
      lot.repaid += least(least(this.debt(), this.left(lot)), this.available(at));
  }

  /** What nobody paid for, less what lots have repaid of it. */
  debt(): bigint {
    let owed = 0n;
    for (const use of this.uses)
      for (const [lotId, amount] of use.parts) if (lotId === null && !use.isCorrected) owed += amount;
    for (const lot of this.lots) owed -= lot.repaid;
    return owed;
  }

  left(lot: Lot): bigint {
    let left = lot.original - lot.repaid - lot.lapsed - lot.gone;
    for (const use of this.uses)
      for (const [lotId, amount] of use.parts) if (lotId === lot.id && !use.isCorrected) left -= amount;
    return left;
  }

  spendable(at: Instant): Lot[] {
    return this.lots
      .filter((lot) => lot.effectiveAt <= at && at < lot.expiresAt && !lot.isFrozen && this.left(lot) > 0n)
      .sort(inSpendingOrder);
  }

  live(): Call[] {
    return this.calls.filter((call) => call.status === "open");
  }

  held(): bigint {
    return this.live().reduce((sum, call) => sum + call.held, 0n);
  }

  available(at = this.now): bigint {
    const free = this.spendable(at).reduce((sum, lot) => sum + this.left(lot), 0n) - this.held();
    return free > 0n ? free : 0n;
  }

  upcoming(): bigint {
    return this.lots.filter((lot) => lot.effectiveAt > this.now).reduce((sum, lot) => sum + this.left(lot), 0n);
  }

  /** How much of the overdraft limit is left. */
  room(): bigint {
    const room = this.overdraftLimit - this.debt() - this.live().reduce((sum, call) => sum + call.lent, 0n);
    return room > 0n ? room : 0n;
  }

  isOverdrawn(): boolean {
    return this.debt() > 0n && this.debt() >= this.overdraftLimit;
  }

  /** Whether a price could be paid had so much more arrived: it goes where calls lack it, then to the debt, the rest can be spent. */
  couldSpend(price: bigint, more: bigint): boolean {
    const tokens = this.spendable(this.now).reduce((sum, lot) => sum + this.left(lot), 0n) + more - this.held();
    const free = tokens > 0n ? tokens : 0n;
    const owed = this.debt() - least(this.debt(), free);
    const room = this.overdraftLimit - owed - this.live().reduce((sum, call) => sum + call.lent, 0n);
    if (owed > 0n && owed >= this.overdraftLimit) return false;
    return price <= free - (this.debt() - owed) + (room > 0n ? room : 0n);
  }

  /** By halving: what is enough stays enough when more arrives. */
  leastToAdd(price: bigint): bigint {
    let tooLittle = 0n;
    let enough = 1n;
    while (!this.couldSpend(price, enough)) enough *= 2n;
    while (enough - tooLittle > 1n) {
      const middle = (tooLittle + enough) / 2n;
      if (this.couldSpend(price, middle)) enough = middle;
      else tooLittle = middle;
    }
    return enough;
  }

  use(use: Pick<Use, "id" | "charged" | "event" | "occurredAt">): void {
    const parts = this.partsFrom(this.spendable(this.now), use.charged, this.available());
    this.uses.push({ ...use, parts, recordedAt: null, isCorrected: false });
  }

  /** Takes a price from lots in order, as far as it may be taken; the rest is nobody's. */
  partsFrom(lots: readonly Lot[], price: bigint, most: bigint): Part[] {
    const parts: Part[] = [];
    let payable = least(price, most);
    let unpaid = price;
    for (const lot of lots) {
      const amount = least(payable, this.left(lot));
      if (amount > 0n) parts.push([lot.id, amount]);
      payable -= amount;
      unpaid -= amount;
    }
    if (unpaid > 0n) parts.push([null, unpaid]);
    return parts;
  }

  endCall(
    call: Call,
    end: {
      readonly status: "captured" | "voided" | "abandoned";
      readonly elapsed: number;
      readonly charged: bigint;
      readonly at: Instant;
    },
  ): void {
    const payers = this.lots
      .filter((lot) => lot.effectiveAt <= end.at && this.left(lot) > 0n)
      .sort((left, right) => Number(left.isFrozen) - Number(right.isFrozen) || inSpendingOrder(left, right));
    const parts = this.partsFrom(payers, end.charged, call.held + this.available(end.at));
    const event = { service: call.service, quantity: end.elapsed, agentId: call.agentId };
    const { charged } = end;
    this.uses.push({
      id: call.id,
      charged,
      parts,
      event,
      occurredAt: call.openedAt,
      recordedAt: null,
      isCorrected: false,
    });
    Object.assign(call, { status: end.status, elapsed: end.elapsed, accrued: charged, held: 0n, lent: 0n });
  }

  /**
   * Undoes parts of uses as if they had never been (`undo` forgets them); then what came back pays today's debt, or what repaid too much gets
   * it back. What comes back to a lot that has expired lapses.
   */
  giveBack(parts: readonly Part[], undo: () => void): void {
    const expired = this.lots.filter((lot) => lot.expiresAt <= this.now);
    const before = expired.map((lot) => this.left(lot));
    const claimed = this.lots.filter((lot) => lot.owed > 0n).map((lot) => ({ lot, left: this.left(lot) }));
    undo();
    for (const [lotId, amount] of parts) {
      const lot = this.lots.find(({ id }) => id === lotId);
      if (lot !== undefined && this.debt() > 0n) lot.repaid += least(amount, this.debt());
    }
    const lastRepaidFirst = this.lots.toSorted(
      (left, right) => Number(right.isPaid) - Number(left.isPaid) || inSpendingOrder(right, left),
    );
    for (const lot of lastRepaidFirst) if (this.debt() < 0n) lot.repaid -= least(lot.repaid, -this.debt());
    for (const [index, lot] of expired.entries()) lot.lapsed += this.left(lot) - (before[index] ?? 0n);
    for (const { lot, left } of claimed) this.#claim(lot, this.left(lot) - left);
  }

  /** What frozen lots have beyond what live calls need of them. */
  idleFrozen(): bigint {
    const sum = (lots: readonly Lot[]) => lots.reduce((total, lot) => total + this.left(lot), 0n);
    const expired = this.lots.filter((lot) => lot.expiresAt <= this.now && !lot.isFrozen);
    const lacking = this.held() - sum(this.spendable(this.now)) - sum(expired);
    const frozen = sum(this.lots.filter((lot) => lot.isFrozen));
    return lacking > 0n ? frozen - least(lacking, frozen) : frozen;
  }

  #claim(lot: Lot, most: bigint): void {
    const taken = least(lot.owed, most);
    lot.owed -= taken;
    lot.gone += taken;
  }

  /** Expired lots lapse in spending order, but for what live calls lack otherwise. */
  #lapse(at: Instant): void {
    const expired = this.lots.filter((lot) => lot.expiresAt <= at && this.left(lot) > 0n).sort(inSpendingOrder);
    const lacking = this.held() - this.spendable(at).reduce((sum, lot) => sum + this.left(lot), 0n);
    let excess = expired.reduce((sum, lot) => sum + this.left(lot), 0n) - (lacking > 0n ? lacking : 0n);
    for (const lot of expired) {
      const amount = excess > 0n ? least(excess, this.left(lot)) : 0n;
      lot.lapsed += amount;
      excess -= amount;
    }
  }
}

export function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
