import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { SharedLooks } from "./shared-looks.ts";

function counting() {
  const looks: PromiseWithResolvers<number>[] = [];
  return {
    looks,
    look: () => {
      const one = Promise.withResolvers<number>();
      looks.push(one);
      return one.promise;
    },
  };
}

test("who asks at the same moment looks together; who asks while that is under way shares one that begins after it", async () => {
  const shared = new SharedLooks();
  const { looks, look } = counting();
  const first = [shared.take("balance", look), shared.take("balance", look)];
  await nextTurn();
  expect(looks).toHaveLength(1);
  const later = [shared.take("balance", look), shared.take("balance", look), shared.take("balance", look)];
  await nextTurn();
  expect(looks).toHaveLength(1);
  looks[0]?.resolve(1);
  expect(await Promise.all(first)).toEqual([1, 1]);
  await nextTurn();
  expect(looks).toHaveLength(2);
  looks[1]?.resolve(2);
  expect(await Promise.all(later)).toEqual([2, 2, 2]);
});

test("one that fails fails for those who share it, and nobody after it; other names do not wait", async () => {
  const shared = new SharedLooks();
  const failing = shared.take("balance", () => Promise.reject(new Error("away")));
  const other = shared.take("other", () => Promise.resolve("there"));
  await expect(failing).rejects.toThrow("away");
  expect(await other).toBe("there");
  expect(await shared.take("balance", () => Promise.resolve(7))).toBe(7);
  const thrown = shared.take("balance", () => {
    throw new Error("at once");
  });
  await expect(thrown).rejects.toThrow("at once");
  expect(await shared.take("balance", () => Promise.resolve(8))).toBe(8);
});
