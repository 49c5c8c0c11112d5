import type {
  Command,
  CorrectUsageCommand,
  GrantCommand,
  RecordUsageCommand,
  ResolveReviewCommand,
} from "../commands.ts";
import type { Instant } from "../instants.ts";
import type { RateCard } from "../rate-card.ts";
import { inSpendingOrder, type Lot } from "./reference-lots.ts";
import { priceOf, rateOf } from "./reference-prices.ts";

/** A use and who paid for it: lots by id, `null` for nobody. */
type Use = {
  readonly id: string;
  readonly charged: bigint;
  readonly parts: [lotId: string | null, amount: bigint][];
  readonly event: RecordUsageCommand;
  readonly occurredAt: Instant;
  isCorrected: boolean;
};

type Late = { readonly event: RecordUsageCommand; readonly occurredAt: Instant; decision: "accept" | "reject" | null };

/**
 * The rules of tokens once more, as plainly as they can be said: one list of lots, one list of uses, every balance added
 * up from the beginning, time walked from boundary to boundary. Slow on purpose, and it shares no code with what it judges.
 *
 * Answers each command with one line of text, for instance `recorded 2033334` or `refused insufficient_tokens 500000`.
 */
export class ReferenceModel {
  readonly lots: Lot[] = [];
  readonly uses: Use[] = [];
  readonly lates = new Map<string, Late>();
  /** Content by key, as text whose fields are in the order they are compared in. */
  readonly contents = new Map<string, Record<string, unknown>>();
  now: Instant = 0;
  overdraftLimit = 0n;
  isSuspended = false;
  readonly cards: readonly RateCard[];

  constructor(cards: readonly RateCard[]) {
    this.cards = cards;
  }

  /** Takes a command at an instant that is not before the last. */
  take(command: Command, now: Instant): string {
    this.passTime(now);
    switch (command.kind) {
      case "grant":
        return this.#grant(command);
      case "record_usage":
        return this.#recordUsage(command);
      case "correct_usage":
        return this.#correct(command);
      case "resolve_review":
        return this.#resolve(command);
      case "expire":
        return "expired";
    }
  }

  /** Walks through every instant at which something could happen by itself. */
  passTime(now: Instant): void {
    const instants = this.lots.flatMap((lot) => [lot.effectiveAt, lot.expiresAt]).filter((at) => at <= now);
    for (const at of instants.sort((left, right) => left - right)) {
      for (const lot of this.lots) if (lot.expiresAt <= at) lot.lapsed += this.left(lot);
      this.#repayDebt(at);
    }
    this.now = now;
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
    let left = lot.original - lot.repaid - lot.lapsed;
    for (const use of this.uses)
      for (const [lotId, amount] of use.parts) if (lotId === lot.id && !use.isCorrected) left -= amount;
    return left;
  }

  available(): bigint {
    return this.#spendable(this.now).reduce((sum, lot) => sum + this.left(lot), 0n);
  }

  upcoming(): bigint {
    return this.lots.filter((lot) => lot.effectiveAt > this.now).reduce((sum, lot) => sum + this.left(lot), 0n);
  }

  #spendable(at: Instant): Lot[] {
    return this.lots
      .filter((lot) => lot.effectiveAt <= at && at < lot.expiresAt && this.left(lot) > 0n)
      .sort(inSpendingOrder);
  }

  #repayDebt(at: Instant): void {
    const freeFirst = [
      ...this.#spendable(at).filter((lot) => !lot.isPaid),
      ...this.#spendable(at).filter((lot) => lot.isPaid),
    ];
    for (const lot of freeFirst) lot.repaid += least(this.debt(), this.left(lot));
  }

  #grant(command: GrantCommand): string {
    const effectiveAt = command.effectiveAt ?? this.now;
    const content = {
      tokens: command.tokens,
      source: command.source,
      reason: command.reason,
      priority: command.priority,
      effectiveAt: command.effectiveAt,
      expiresAt: command.expiresAt,
    };
    const again = this.#seen(`${command.scope}:${command.key}`, content);
    if (again !== null) return again;
    if (command.expiresAt !== null && (command.expiresAt <= this.now || command.expiresAt <= effectiveAt))
      return "refused validation_failed expiresAt";
    this.contents.set(`${command.scope}:${command.key}`, content);
    this.lots.push({
      id: command.grantId,
      original: command.tokens,
      priority: command.priority,
      isPaid: (command.costBasis?.amount ?? 0) > 0,
      effectiveAt,
      expiresAt: command.expiresAt ?? Number.POSITIVE_INFINITY,
      createdAt: this.now,
      repaid: 0n,
      lapsed: 0n,
    });
    this.#repayDebt(this.now);
    return "granted";
  }

  #recordUsage(command: RecordUsageCommand): string {
    const again = this.#seen(`usage:${command.key}`, contentOf(command));
    if (again !== null) return again;
    const occurredAt = command.occurredAt ?? this.now;
    if (occurredAt - this.now > 300_000) return "refused validation_failed occurredAt";
    if (this.now - command.lateAfterMs > occurredAt) {
      this.contents.set(`usage:${command.key}`, contentOf(command));
      this.lates.set(command.lineId, { event: command, occurredAt, decision: null });
      return "review";
    }
    const rate = rateOf(this.cards, command.service, occurredAt);
    if (rate === null) return "refused unknown_service";
    if (this.isSuspended && !command.allowOverdraft) return "refused business_suspended";
    const charged = priceOf(rate, command.quantity);
    if (!command.allowOverdraft) {
      const room = this.overdraftLimit > this.debt() ? this.overdraftLimit - this.debt() : 0n;
      const isOverdrawn = this.debt() > 0n && this.debt() >= this.overdraftLimit;
      const shortBy = charged - this.available() - room;
      if (isOverdrawn || shortBy > 0n) return `refused insufficient_tokens ${shortBy}`;
    }
    this.contents.set(`usage:${command.key}`, contentOf(command));
    this.#use({ id: command.lineId, charged, event: command, occurredAt });
    return `recorded ${charged}`;
  }

  #use(use: Pick<Use, "id" | "charged" | "event" | "occurredAt">): void {
    const parts: Use["parts"] = [];
    let unpaid = use.charged;
    for (const lot of this.#spendable(this.now)) {
      const amount = least(unpaid, this.left(lot));
      if (amount > 0n) parts.push([lot.id, amount]);
      unpaid -= amount;
    }
    if (unpaid > 0n) parts.push([null, unpaid]);
    this.uses.push({ ...use, parts, isCorrected: false });
  }

  /** Undoes a use as if it had never been; then what came back pays today's debt, or what repaid too much gets it back. */
  #correct(command: CorrectUsageCommand): string {
    const use = this.uses.find(({ id }) => id === command.lineId);
    if (use === undefined) return "refused not_found";
    const content = {
      reason: command.reason,
      replacement: command.replacement === null,
      "replacement.service": command.replacement?.service,
      "replacement.quantity": command.replacement?.quantity,
    };
    const again = this.#seen(`correct:${use.id}`, content);
    if (again !== null) return again;
    const rate = command.replacement === null ? null : rateOf(this.cards, command.replacement.service, use.occurredAt);
    if (command.replacement !== null && rate === null) return "refused unknown_service";
    this.contents.set(`correct:${use.id}`, content);

    use.isCorrected = true;
    for (const [lotId, amount] of use.parts) {
      const lot = this.lots.find(({ id }) => id === lotId);
      if (lot !== undefined && this.debt() > 0n) lot.repaid += least(amount, this.debt());
    }
    for (const lot of this.lots.toSorted(
      (left, right) => Number(right.isPaid) - Number(left.isPaid) || inSpendingOrder(right, left),
    )) {
      if (this.debt() < 0n) lot.repaid -= least(lot.repaid, -this.debt());
    }
    for (const lot of this.lots) if (lot.expiresAt <= this.now) lot.lapsed += this.left(lot);
    if (command.replacement !== null && rate !== null) {
      const event = { ...use.event, service: command.replacement.service, quantity: command.replacement.quantity };
      this.#use({
        id: command.replacement.lineId,
        charged: priceOf(rate, event.quantity),
        event,
        occurredAt: use.occurredAt,
      });
    }
    return `corrected ${use.charged}`;
  }

  #resolve(command: ResolveReviewCommand): string {
    const late = this.lates.get(command.reviewId);
    if (late === undefined) return "refused not_found";
    if (late.decision !== null)
      return late.decision === command.decision ? "replayed" : "refused idempotency_mismatch decision";
    if (command.decision === "reject") {
      late.decision = "reject";
      return "rejected";
    }
    const rate = rateOf(this.cards, late.event.service, late.occurredAt);
    if (rate === null) return "refused unknown_service";
    late.decision = "accept";
    this.#use({
      id: command.lineId,
      charged: priceOf(rate, late.event.quantity),
      event: late.event,
      occurredAt: late.occurredAt,
    });
    return "accepted";
  }

  #seen(key: string, content: Record<string, unknown>): string | null {
    const before = this.contents.get(key);
    if (before === undefined) return null;
    const different = Object.keys(content).find((field) => content[field] !== before[field]);
    return different === undefined ? "replayed" : `refused idempotency_mismatch ${different}`;
  }
}

function contentOf({ service, quantity, occurredAt, agentId, ref }: RecordUsageCommand): Record<string, unknown> {
  return { service, quantity, occurredAt, agentId, ref };
}

function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
