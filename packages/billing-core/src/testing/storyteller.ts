import type { Command } from "../commands.ts";
import { DAY_MS, type Instant } from "../instants.ts";
import { testId } from "./builders.ts";
import { CallTeller } from "./call-deeds.ts";
import type { Deed } from "./histories.ts";
import { saleCommand } from "./sale-deeds.ts";

/** Turns deeds into commands, with fresh ids and with the keys and ids of what was sent before. */
export class Storyteller {
  readonly sent: Command[] = [];
  #lineIds: string[] = [];
  #number = 0x1000;
  readonly #calls = new CallTeller(() => this.#freshId());

  /**
   * Tells which lines and holds there are: what a correction or a heartbeat may be about, besides those of its own batch.
   * Heartbeats are also about calls whose opening was refused when nobody tells which holds there are.
   */
  beginBatch(lineIds: Iterable<string>, holdIds?: Iterable<string>): void {
    this.#lineIds = [...lineIds];
    if (holdIds !== undefined) this.#calls.beginBatch(holdIds);
  }

  commandFor(deed: Deed, now: Instant): Command {
    const command = this.#commandFor(deed, now);
    this.sent.push(command);
    if (command.kind === "record_usage" || command.kind === "resolve_review" || command.kind === "capture_hold")
      this.#lineIds.push(command.lineId);
    if (command.kind === "correct_usage" && command.replacement !== null)
      this.#lineIds.push(command.replacement.lineId);
    return command;
  }

  #commandFor(deed: Deed, now: Instant): Command {
    switch (deed.does) {
      case "grant": {
        const { tokens, priority, costBasis, effectiveInMs, expiresInMs, keyNumber } = deed;
        const grantId = this.#freshId();
        return {
          kind: "grant",
          scope: "grant",
          key: keyNumber === null ? grantId : `grant-${keyNumber}`,
          grantId,
          source: "adjustment",
          tokens,
          priority,
          costBasis,
          reason: null,
          effectiveAt: at(now, effectiveInMs),
          expiresAt: at(now, expiresInMs),
        };
      }
      case "use": {
        const { service, quantity, agentId, allowOverdraft, keyNumber } = deed;
        const lineId = this.#freshId();
        return {
          kind: "record_usage",
          key: keyNumber === null ? lineId : `use-${keyNumber}`,
          lineId,
          service,
          quantity,
          occurredAt: at(now, deed.occurredInMs),
          agentId,
          ref: null,
          metadata: null,
          allowOverdraft,
          lateAfterMs: 35 * DAY_MS,
        };
      }
      case "correct": {
        const { choice, reason, service, quantity } = deed;
        const replacement = service === null ? null : { lineId: this.#freshId(), service, quantity };
        return {
          kind: "correct_usage",
          correctionId: this.#freshId(),
          lineId: this.#chosen(this.#lineIds, choice),
          reason,
          replacement,
        };
      }
      case "resolve":
        return {
          kind: "resolve_review",
          reviewId: this.#chosen(this.#lateLineIds(now), deed.choice),
          decision: deed.decision,
          lineId: this.#freshId(),
          note: null,
        };
      case "repeat":
        return this.sent.length === 0
          ? { kind: "expire" }
          : (this.sent[deed.choice % this.sent.length] ?? { kind: "expire" });
      case "expire":
        return { kind: "expire" };
      case "pay":
      case "refund":
      case "dispute":
        return saleCommand(deed);
      default:
        return this.#calls.commandFor(deed, now);
    }
  }

  #lateLineIds(now: Instant): string[] {
    return this.sent.flatMap((command) =>
      command.kind === "record_usage" && (command.occurredAt ?? now) < now - 35 * DAY_MS ? [command.lineId] : [],
    );
  }

  #chosen(ids: readonly string[], choice: number): string {
    return ids[choice % Math.max(1, ids.length)] ?? testId(0xdead);
  }

  #freshId(): string {
    this.#number += 1;
    return testId(this.#number);
  }
}

function at(now: Instant, offsetMs: number | null): Instant | null {
  return offsetMs === null ? null : now + offsetMs;
}
