import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { createPatience } from "./patience.ts";

test("answers that do not come are waited for in all, not each time anew; what comes back costs nothing", async () => {
  const patience = createPatience(500);
  const waitInVain = async () => {
    const startedAt = performance.now();
    await patience.whileWaiting(({ lost }) => once(lost, "abort"));
    return performance.now() - startedAt;
  };
  await patience.whileWaiting(async ({ lost, onAnswer }) => {
    for (let answers = 0; answers < 30; answers += 1) {
      await wait(50);
      onAnswer();
    }
    expect(lost.aborted).toBe(false);
  });
  expect(await waitInVain()).toBeGreaterThan(1_400);
  const [first, second] = [await waitInVain(), await waitInVain()];
  expect(Math.max(first, second)).toBeLessThan(10_000);
  expect(await patience.whileWaiting(() => Promise.resolve("done"))).toBe("done");
});
