import fc from "fast-check";
import { expect, test } from "vitest";
import { tokens, ZERO } from "./amounts.ts";
import { anyHistory } from "./testing/histories.ts";
import { whereTheyPart } from "./testing/model-world.ts";

const operations = Number(process.env["FAREBOX_MODEL_OPERATIONS"] ?? 100_000);
const seed = Number(process.env["FAREBOX_SEED"] ?? 20_250_922);

test(`decisions and the reference model agree on ${operations} random operations`, { timeout: 0 }, () => {
  console.info(`reference model: ${operations} operations, FAREBOX_SEED=${seed}`);
  let left = operations;
  while (left > 0) {
    fc.assert(
      fc.property(
        anyHistory({ batches: 24, deedsEach: 6, sells: true }),
        fc.constantFrom(ZERO, ZERO, tokens(5)),
        (history, limit) => {
          left -= history.reduce((sum, batch) => sum + batch.deeds.length, 0);
          expect(whereTheyPart(history, limit)).toBeNull();
        },
      ),
      { seed: seed + left, numRuns: 100 },
    );
  }
});
