import fc from "fast-check";
import { expect, test } from "vitest";
import { tokens, ZERO } from "./amounts.ts";
import { TEST_NOW, testIds } from "./testing/builders.ts";
import { checkInvariants } from "./testing/check-invariants.ts";
import { anyHistory } from "./testing/histories.ts";
import { MemoryLedger } from "./testing/memory-ledger.ts";
import { Storyteller } from "./testing/storyteller.ts";

const history = anyHistory({ batches: 15, deedsEach: 5 });
const freezes = fc.infiniteStream(fc.integer({ min: 0, max: 11 }));

test("whatever is frozen or freed under live calls, the formulas of the balance hold after every commit", () => {
  fc.assert(
    fc.property(history, freezes, fc.constantFrom(ZERO, tokens(5)), (batches, chances, overdraftLimit) => {
      const ledger = new MemoryLedger({ timeZone: "Asia/Kolkata", overdraftLimit });
      const storyteller = new Storyteller();
      const newId = testIds();
      let now = TEST_NOW;
      for (const batch of batches) {
        now += batch.afterMs;
        for (const grant of ledger.grants.values()) {
          if (chances.next().value !== 0) continue;
          ledger.grants.set(grant.id, { ...grant, frozenAt: grant.frozenAt === null ? now : null });
        }
        storyteller.beginBatch(ledger.lines.keys(), ledger.holds.keys());
        const commands = batch.deeds.map((deed) => storyteller.commandFor(deed, now));
        const { effects } = ledger.submit(commands, { now, newId });
        if (effects !== null) expect(checkInvariants(ledger.wholeAccount(), now)).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});
