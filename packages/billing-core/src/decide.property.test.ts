import fc from "fast-check";
import { expect, test } from "vitest";
import { ZERO } from "./amounts.ts";
import { balanceOf } from "./balance.ts";
import { MINUTE_MS } from "./instants.ts";
import { localDay, quarterHourStart } from "./periods.ts";
import { TEST_NOW, testIds } from "./testing/builders.ts";
import { anyHistory, type Batch } from "./testing/histories.ts";
import { MemoryLedger } from "./testing/memory-ledger.ts";
import { outcomeText } from "./testing/outcome-text.ts";
import { Storyteller } from "./testing/storyteller.ts";

const history = anyHistory({ batches: 15, deedsEach: 5 });

test("balances do not depend on how often the sweep ran in between", () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 1, max: 400 }), (batches, sweepEveryMinutes) => {
      const lazy = play(batches, {});
      const swept = play(batches, { sweepEveryMs: sweepEveryMinutes * MINUTE_MS });
      expect(swept.answers).toEqual(lazy.answers);
      expect(balanceOf(swept.ledger.wholeAccount(), swept.now)).toEqual(
        balanceOf(lazy.ledger.wholeAccount(), lazy.now),
      );
    }),
  );
});

test("commands decided together come to the same as one after the other", () => {
  fc.assert(
    fc.property(history, (batches) => {
      const together = play(batches, {});
      const apart = play(batches, { oneByOne: true });
      expect(apart.answers).toEqual(together.answers);
      expect(apart.ledger.grants).toEqual(together.ledger.grants);
      expect(apart.ledger.account).toMatchObject({
        ledgerTotal: together.ledger.account.ledgerTotal,
        debt: together.ledger.account.debt,
        lastSeq: together.ledger.account.lastSeq,
      });
    }),
  );
});

test("the totals of usage are those of the lines less the corrected ones", () => {
  fc.assert(
    fc.property(history, (batches) => {
      const { ledger } = play(batches, {});
      const fromLines = new Map<string, bigint>();
      for (const line of ledger.lines.values()) {
        if (ledger.corrections.has(line.id)) continue;
        const place = [
          quarterHourStart(line.occurredAt),
          localDay(line.occurredAt, "America/New_York"),
          line.service,
          line.agentId,
        ].join(" ");
        fromLines.set(place, (fromLines.get(place) ?? 0n) + line.charged + BigInt(line.quantity) * 1_000_000_000_000n);
      }
      const fromTotals = new Map<string, bigint>();
      for (const { quarterStart, day, service, agentId, quantity, charged } of ledger.usage) {
        const place = [quarterStart, day, service, agentId].join(" ");
        fromTotals.set(place, (fromTotals.get(place) ?? 0n) + charged + BigInt(quantity) * 1_000_000_000_000n);
      }
      for (const sums of [fromTotals, fromLines]) for (const [place, sum] of sums) if (sum === 0n) sums.delete(place);
      expect(fromTotals).toEqual(fromLines);
    }),
  );
});

test("what uncorrected lines left as debt is what is owed and what grants have repaid of it", () => {
  fc.assert(
    fc.property(history, (batches) => {
      const { ledger } = play(batches, {});
      let unpaid = 0n;
      for (const line of ledger.lines.values()) {
        if (ledger.corrections.has(line.id)) continue;
        for (const leg of ledger.legsOf(line.id)) if (leg.grantId === null) unpaid += leg.amount;
      }
      const repaid = [...ledger.grants.values()].reduce((sum, grant) => sum + grant.debtRepaid, 0n);
      expect(ledger.account.debt + repaid).toBe(unpaid);
    }),
  );
});

test("I3: per grant the sum of its entries is what remains, and the entries without a grant are the debt", () => {
  fc.assert(
    fc.property(history, (batches) => {
      const { ledger } = play(batches, {});
      const sums = new Map<string | null, bigint>([[null, 0n]]);
      for (const { grantId, amount } of ledger.entries) sums.set(grantId, (sums.get(grantId) ?? 0n) + amount);
      expect(sums.get(null)).toBe(-ledger.account.debt);
      for (const grant of ledger.grants.values()) expect(sums.get(grant.id)).toBe(grant.remaining);
    }),
  );
});

type Manner = { readonly sweepEveryMs?: number; readonly oneByOne?: boolean };

function play(batches: readonly Batch[], { sweepEveryMs, oneByOne = false }: Manner) {
  const ledger = new MemoryLedger({ timeZone: "America/New_York", overdraftLimit: ZERO });
  const storyteller = new Storyteller();
  const newId = testIds();
  const answers: string[] = [];
  let now = TEST_NOW;
  for (const batch of batches) {
    const arrivesAt = now + batch.afterMs;
    while (sweepEveryMs !== undefined && now + sweepEveryMs < arrivesAt) {
      now += sweepEveryMs;
      ledger.submit([{ kind: "expire" }], { now, newId });
    }
    now = arrivesAt;
    storyteller.beginBatch(linesOfCommands(ledger), ledger.holds.keys());
    const commands = batch.deeds.map((deed) => storyteller.commandFor(deed, now));
    for (const group of oneByOne ? commands.map((command) => [command]) : [commands])
      answers.push(...ledger.submit(group, { now, newId }).outcomes.map(outcomeText));
  }
  return { ledger, answers, now };
}

/** Lines that are there in every manner: one of an abandoned call is written by whatever comes first. */
function linesOfCommands({ lines, holds }: MemoryLedger): readonly string[] {
  return [...lines.keys()].filter((lineId) => holds.get(lineId)?.status !== "abandoned").sort();
}
