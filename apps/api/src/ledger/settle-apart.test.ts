import { DatabaseFailure } from "@farebox/db";
import { expect, test } from "vitest";
import { settleApart } from "./settle-apart.ts";
import type { AskedTurn, Settlement } from "./settle-turns.ts";

const turns = (count: number): AskedTurn[] =>
  Array.from({ length: count }, (_, index) => ({ businessId: String(index), commands: [] }));

function settleUnless(isPoisoned: (businessId: string) => boolean, log: number[] = []) {
  return async (some: readonly AskedTurn[]): Promise<Settlement> => {
    log.push(some.length);
    if (some.some(({ businessId }) => isPoisoned(businessId))) throw new Error("poisoned");
    return { verdicts: some.map(() => ({ verdict: "settled", outcomes: [], version: null })), newestNow: 7 };
  };
}

test("one poisoned account among 64 fails alone, after a few halvings", async () => {
  const log: number[] = [];
  const { verdicts, newestNow } = await settleApart(
    settleUnless((id) => id === "37", log),
    turns(64),
  );
  expect(verdicts.filter(({ verdict }) => verdict === "settled")).toHaveLength(63);
  expect(verdicts[37]).toMatchObject({ verdict: "failed" });
  expect(log.length).toBeLessThanOrEqual(13);
  expect(newestNow).toBe(7);
});

test("verdicts stay in the order of the turns however many fail", async () => {
  const { verdicts } = await settleApart(
    settleUnless((id) => Number(id) % 3 === 0),
    turns(20),
  );
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(
    turns(20).map((_, index) => (index % 3 === 0 ? "failed" : "settled")),
  );
});

test("a wait that took too long is laid to nobody's charge while several were settled together", async () => {
  const timeout = { kind: "timeout", effect: "none", sqlState: "55P03", constraint: null, cause: undefined } as const;
  const verdictsOf = async (count: number) => {
    const settled = await settleApart(() => Promise.reject(new DatabaseFailure(timeout)), turns(count));
    return settled.verdicts.map(({ verdict }) => verdict);
  };
  expect(await verdictsOf(3)).toEqual(["moved", "moved", "moved"]);
  expect(await verdictsOf(1)).toEqual(["contended"]);
});
