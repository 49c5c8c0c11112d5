import type {
  Command,
  CorrectUsageCommand,
  GrantCommand,
  RecordUsageCommand,
  ResolveReviewCommand,
} from "../commands.ts";
import type { Instant } from "../instants.ts";
import type { RateCard } from "../rate-card.ts";
import { ReferenceBooks } from "./reference-books.ts";
import type { CapLine } from "./reference-calls.ts";
import { captureCall, extendCall, openCall, setCaps, voidCall } from "./reference-calls.ts";
import { ReferenceFacts } from "./reference-facts.ts";
import { priceOf, rateOf } from "./reference-prices.ts";

type Late = { readonly event: RecordUsageCommand; readonly occurredAt: Instant; decision: "accept" | "reject" | null };

/**
 * The rules of tokens once more, as plainly as they can be said, on the books of `reference-books.ts`. Slow on purpose, and it shares no code with what it judges.
 *
 * Answers each command with one line of text, for instance `recorded 2033334` or `refused insufficient_tokens 500000`.
 */
export class ReferenceModel extends ReferenceBooks {
  readonly lates = new Map<string, Late>();
  /** Content by key, as text whose fields are in the order they are compared in. */
  readonly contents = new Map<string, Record<string, unknown>>();
  caps: readonly CapLine[] = [];
  slots: number | null = null;
  isSuspended = false;
  readonly facts = new ReferenceFacts(this);
  readonly cards: readonly RateCard[];

  constructor(cards: readonly RateCard[]) {
    super();
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
      case "open_hold":
        return openCall(this, command);
      case "extend_hold":
        return extendCall(this, command);
      case "capture_hold":
        return captureCall(this, command);
      case "void_hold":
        return voidCall(this, command);
      case "set_caps":
        return setCaps(this, command);
      case "change_settings":
        if (command.concurrentCallsLimit !== undefined) this.slots = command.concurrentCallsLimit;
        if (command.overdraftLimit !== undefined) this.overdraftLimit = command.overdraftLimit;
        return "settings_changed";
      case "apply_fact":
        return this.facts.take(command);
      case "set_alerts":
        return "alerts_set";
      case "runway_checked":
        return "runway_checked";
      case "expire":
        return "expired";
    }
  }

  /** A command wrote: so did everything that had been decided before it. */
  written(): void {
    for (const use of this.uses) use.recordedAt ??= this.now;
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
    const again = this.seen(`${command.scope}:${command.key}`, content);
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
      sale: null,
      isFrozen: false,
      gone: 0n,
      owed: 0n,
    });
    this.settle(this.now);
    return "granted";
  }

  #recordUsage(command: RecordUsageCommand): string {
    const again = this.seen(`usage:${command.key}`, contentOf(command));
    if (again !== null) return again;
    const occurredAt = command.occurredAt ?? this.now;
    if (occurredAt - this.now > 300_000) return "refused validation_failed occurredAt";
    const rate = rateOf(this.cards, command.service, occurredAt);
    if (rate === null) return "refused unknown_service";
    if (this.now - command.lateAfterMs > occurredAt) {
      this.contents.set(`usage:${command.key}`, contentOf(command));
      this.lates.set(command.lineId, { event: command, occurredAt, decision: null });
      return "review";
    }
    if (this.isSuspended && !command.allowOverdraft) return "refused business_suspended";
    const charged = priceOf(rate, command.quantity);
    if (!command.allowOverdraft) {
      if (!this.couldSpend(charged, 0n)) return `refused insufficient_tokens ${this.leastToAdd(charged)}`;
    }
    this.contents.set(`usage:${command.key}`, contentOf(command));
    this.use({ id: command.lineId, charged, event: command, occurredAt });
    return `recorded ${charged}`;
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
    const again = this.seen(`correct:${use.id}`, content);
    if (again !== null) return again;
    const rate = command.replacement === null ? null : rateOf(this.cards, command.replacement.service, use.occurredAt);
    if (command.replacement !== null && rate === null) return "refused unknown_service";
    this.contents.set(`correct:${use.id}`, content);

    this.giveBack(use.parts, () => {
      use.isCorrected = true;
    });
    if (command.replacement !== null && rate !== null) {
      const event = { ...use.event, service: command.replacement.service, quantity: command.replacement.quantity };
      this.use({
        id: command.replacement.lineId,
        charged: priceOf(rate, event.quantity),
        event,
        occurredAt: use.occurredAt,
      });
    }
    this.settle(this.now);
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
    this.use({
      id: command.lineId,
      charged: priceOf(rate, late.event.quantity),
      event: late.event,
      occurredAt: late.occurredAt,
    });
    return "accepted";
  }

  seen(key: string, content: Record<string, unknown>): string | null {
    const before = this.contents.get(key);
    if (before === undefined) return null;
    const different = Object.keys(content).find((field) => content[field] !== before[field]);
    return different === undefined ? "replayed" : `refused idempotency_mismatch ${different}`;
  }
}

function contentOf({ service, quantity, occurredAt, agentId, ref }: RecordUsageCommand): Record<string, unknown> {
  return { service, quantity, occurredAt, agentId, ref };
}
