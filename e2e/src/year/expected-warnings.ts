import type { Books, Entry } from "./books.ts";
import type { Role } from "./cast.ts";
import type { ExpectedNotice } from "./expected-notices.ts";

/**
 * Every fall of the balance below a line, found by walking through the ledger with the lines in hand: a second telling of
 * the rules, without a look at the product's.
 */
export function expectedWarnings({ alerts }: Role, { entries, grants }: Books): readonly ExpectedNotice[] {
  const warnings: ExpectedNotice[] = [];
  const sourceOf = new Map(grants.map(({ id, source }) => [id, source]));
  let lines: Line[] = alerts === null ? [] : alerts.map(newLine);
  let [month, hasOnlyTrial] = [0n, alerts === null];
  for (const { brought, balance } of stepsOf(entries)) {
    for (const { grant, amount } of brought) {
      const source = sourceOf.get(grant ?? "");
      if (source === "plan") month = amount;
      if (alerts !== null) continue;
      if (source === "trial")
        lines = [
          { ...USUAL, channels: ["in_app", "webhook"] },
          { ...USUAL, threshold: 20, channels: ["email"] },
        ];
      else if (hasOnlyTrial)
        [lines, hasOnlyTrial] = [lines.slice(0, 1).map((line) => ({ ...line, channels: ALL })), false];
    }
    for (const line of lines) {
      const at = line.kind === "tokens" ? BigInt(line.threshold) * ONE : (month * BigInt(line.threshold)) / 100n;
      if (at === 0n) continue;
      const clearlyAbove = (at * 11n) / 10n > at + 10n * ONE ? (at * 11n) / 10n : at + 10n * ONE;
      if (line.isArmed && balance < at) {
        Object.assign(line, { isArmed: false, wasTold: true });
        const what = `balance_low ${line.kind} ${line.threshold} at ${Number(balance) / 1e6}`;
        warnings.push({ what, channels: line.channels });
      } else if (line.wasTold ? balance > clearlyAbove : balance >= at) line.isArmed = true;
    }
  }
  return warnings;
}

type Line = {
  readonly kind: "tokens" | "percent";
  readonly threshold: number;
  readonly channels: ExpectedNotice["channels"];
  isArmed: boolean;
  wasTold: boolean;
};

const ONE = 1_000_000n;
const ALL = ["in_app", "email", "webhook"] as const;
const USUAL: Line = { kind: "tokens", threshold: 100, channels: ALL, isArmed: false, wasTold: false };
const newLine = (asked: { kind: "tokens" | "percent"; threshold: number }): Line => ({ ...USUAL, ...asked });

type Step = { readonly brought: readonly Entry[]; readonly balance: bigint };

/** What happened at one instant for one cause counts as one: a month that makes way for the next is never low between them. */
function* stepsOf(entries: readonly Entry[]): Generator<Step> {
  let step: Entry[] = [];
  for (const entry of entries) {
    const last = step.at(-1);
    if (last !== undefined && !isOneStep(last, entry)) {
      yield toStep(step);
      step = [];
    }
    step.push(entry);
  }
  if (step.length > 0) yield toStep(step);
}

function isOneStep(last: Entry, next: Entry): boolean {
  if (last.run === next.run) return true;
  const isUse = last.kind === "usage" || next.kind === "usage";
  return !isUse && last.recordedAt === next.recordedAt && last.occurredAt === next.occurredAt;
}

function toStep(entries: readonly Entry[]): Step {
  const brought = entries.filter(
    ({ amount, kind }) => amount > 0n && kind !== "correction" && kind !== "debt_repayment",
  );
  return { brought, balance: entries.at(-1)?.balance ?? 0n };
}
