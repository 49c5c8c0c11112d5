import fc from "fast-check";
import { expect, test } from "vitest";
import { type AlertRule, firstAlertRule } from "./alerts.ts";
import { tokens, ZERO } from "./amounts.ts";
import { balanceOf } from "./balance.ts";
import type { Instant } from "./instants.ts";
import { TEST_NOW, testId, testIds } from "./testing/builders.ts";
import { anyHistory, type Batch } from "./testing/histories.ts";
import { MemoryLedger } from "./testing/memory-ledger.ts";
import { Storyteller } from "./testing/storyteller.ts";

const RULES: readonly AlertRule[] = [1, 4, 15, 40].map((line, index) => ({
  ...firstAlertRule(testId(0xa0 + index)),
  threshold: tokens(line),
  setByOwner: true,
}));

const history = anyHistory({ batches: 20, deedsEach: 6 });

test("every downward crossing is told once, however the commands came together and whenever it was written", () => {
  let crossings = 0;
  fc.assert(
    fc.property(history, (batches) => {
      const expected = crossingsOf(batches);
      crossings += expected.length;
      expect(toldIn(batches, { oneByOne: false })).toEqual(expected);
      expect(toldIn(batches, { oneByOne: true })).toEqual(expected);
    }),
    { numRuns: 300 },
  );
  expect(crossings).toBeGreaterThan(200);
});

test("a rule is armed only while the balance is not below its line", () => {
  fc.assert(
    fc.property(history, (batches) => {
      play(batches, { oneByOne: false }, (ledger, now) => {
        const { total } = balanceOf(ledger.wholeAccount(), now);
        const wrong = ledger.account.alertRules.filter(({ armed, threshold, lastFiredAt }) =>
          armed ? total < threshold : total > threshold + tokens(10) || (lastFiredAt === null && total >= threshold),
        );
        expect(wrong).toEqual([]);
      });
    }),
  );
});

/** The list made independently: the balance as it was at every instant, each line watched by hand. */
function crossingsOf(batches: readonly Batch[]): readonly string[] {
  const lines = RULES.map((rule) => ({ ...rule, isAbove: false, wasTold: false }));
  const crossings: string[] = [];
  const look = (ledger: MemoryLedger, at: Instant) => {
    const { total } = balanceOf(ledger.wholeAccount(), at);
    for (const line of lines) {
      const again = [(line.threshold * 11n) / 10n, line.threshold + 10_000_000n].every((amount) => total > amount);
      if (line.isAbove && total < line.threshold) {
        crossings.push(`${line.id} at ${at} on ${total}`);
        line.isAbove = false;
        line.wasTold = true;
      } else if (line.wasTold ? again : total >= line.threshold) line.isAbove = true;
    }
  };
  play(batches, { oneByOne: true, beforeEach: look, watch: false }, look);
  return crossings.sort();
}

function toldIn(batches: readonly Batch[], manner: { readonly oneByOne: boolean }): readonly string[] {
  const { notices } = play(batches, manner);
  return notices
    .flatMap((notice) =>
      notice.kind === "balance_low"
        ? [`${notice.payload.ruleId} at ${notice.occurredAt} on ${notice.payload.balanceMicroTokens}`]
        : [],
    )
    .sort();
}

type Look = (ledger: MemoryLedger, at: Instant) => void;
type Manner = { readonly oneByOne: boolean; readonly beforeEach?: Look; readonly watch?: boolean };

function play(batches: readonly Batch[], { oneByOne, beforeEach, watch = true }: Manner, after?: Look): MemoryLedger {
  const ledger = new MemoryLedger({ overdraftLimit: ZERO, alertRules: watch ? RULES : [] });
  const storyteller = new Storyteller();
  const newId = testIds();
  let now = TEST_NOW;
  for (const batch of batches) {
    const before = now;
    now += batch.afterMs;
    for (const at of instantsBetween(ledger, before, now)) beforeEach?.(ledger, at);
    storyteller.beginBatch(ledger.lines.keys(), ledger.holds.keys());
    const commands = batch.deeds.map((deed) => storyteller.commandFor(deed, now));
    for (const group of oneByOne ? commands.map((command) => [command]) : [commands]) {
      const { effects } = ledger.submit(group, { now, newId });
      if (effects !== null) after?.(ledger, now);
    }
  }
  // What fell due last is told once somebody writes it.
  ledger.submit([{ kind: "expire" }], { now, newId });
  return ledger;
}

/** Every instant at which the balance may have moved by itself. */
function instantsBetween(ledger: MemoryLedger, since: Instant, until: Instant): readonly Instant[] {
  const all = [
    ...[...ledger.grants.values()].flatMap(({ effectiveAt, expiresAt }) => [effectiveAt, expiresAt ?? 0]),
    ...[...ledger.holds.values()].map(({ expiresAt }) => expiresAt),
  ];
  return [...new Set(all)].filter((at) => at > since && at <= until).sort((left, right) => left - right);
}
