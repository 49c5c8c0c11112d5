import { tokens } from "@farebox/billing-core";
import { openDatabase } from "@farebox/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { createLedger } from "./create-ledger.ts";
import { unobserved } from "./ledger-observer.ts";
import { grantOf, useOf } from "./testing/commands.ts";
import { openTestLedger, type TestLedger } from "./testing/open-test-ledger.ts";

let bench: TestLedger;
beforeAll(async () => {
  bench = await openTestLedger();
});
afterAll(() => bench.close());

const KILL = `
select pg_terminate_backend(pid)
from pg_stat_activity
where datname = current_database() and usename = $1 and pid <> pg_backend_pid() and state = 'active'`;

describe("when the database misbehaves", () => {
  test("P04, P05: killed sessions lose nothing acknowledged, book nothing twice, and every answer is the first one", async () => {
    let lost = 0;
    const observer = { ...unobserved, answerLost: () => (lost += 1) };
    const ledger = bench.anotherLedger({ observer });
    const ids = await Promise.all(Array.from({ length: 8 }, () => bench.createBusinessWith(1_000)));
    const [{ login } = { login: "" }] = await bench.owner(
      "select rolname as login from pg_roles where rolname = (select usename from pg_stat_activity where application_name = 'farebox' limit 1)",
    );
    let isOver = false;
    const killing = (async () => {
      while (!isOver) await bench.owner(KILL, [login]);
    })();
    const rounds = Array.from({ length: 10 }, (_, round) => round);
    const outcomes = [];
    for (const _ of rounds) {
      outcomes.push(
        ...(await Promise.all(
          ids.flatMap((businessId) =>
            [1, 1, 1].map(() => ledger.submit(businessId, useOf(1)).then((outcome) => ({ businessId, outcome }))),
          ),
        )),
      );
    }
    isOver = true;
    await killing;
    expect(lost).toBeGreaterThan(0);
    // Nothing is a replay: each command was sent once, whatever happened on the way.
    expect(outcomes.filter(({ outcome }) => outcome.outcome === "replayed")).toEqual([]);
    for (const businessId of ids) {
      const recorded = outcomes.filter(
        (each) => each.businessId === businessId && each.outcome.outcome === "recorded",
      ).length;
      const unknown = outcomes.filter(
        (each) => each.businessId === businessId && each.outcome.outcome === "not_decided",
      ).length;
      const spent = Number((tokens(1_000) - (await bench.availableOf(businessId))) / 1_000_000n);
      expect(spent).toBeGreaterThanOrEqual(recorded);
      expect(spent).toBeLessThanOrEqual(recorded + unknown);
    }
  });

  test("a database that cannot be reached is answered unavailable, not waited for", async () => {
    const away = openDatabase({ url: "postgres://nobody@127.0.0.1:1/nothing" });
    const ledger = createLedger(away);
    expect(await ledger.submit(newId(), useOf(1))).toMatchObject({ outcome: "not_decided", code: "unavailable" });
    await away.close();
  });

  test("C25: an account whose lock somebody keeps is answered ledger_conflict, its neighbours are recorded meanwhile", async () => {
    const [stuck, free] = [await bench.createBusinessWith(10), await bench.createBusinessWith(10)];
    const blocker = await bench.blockBusiness(stuck);
    try {
      const startedAt = performance.now();
      const conflict = bench.ledger.submit(stuck, useOf(1));
      for (let each = 0; each < 5; each += 1)
        expect(await bench.ledger.submit(free, useOf(1))).toMatchObject({ outcome: "recorded" });
      // Beside the rounds, from the first time on: nobody else waits for the lock.
      expect(performance.now() - startedAt).toBeLessThan(1_000);
      expect(await conflict).toMatchObject({ outcome: "not_decided", code: "ledger_conflict" });
    } finally {
      await blocker.release();
    }
    expect(await bench.availableOf(stuck)).toBe(tokens(10));
    expect(await bench.ledger.submit(stuck, useOf(1))).toMatchObject({ outcome: "recorded" });
  });

  test("C25: a hundred accounts whose locks somebody keeps are all answered within the bound and one wait for a lock", async () => {
    const free = await bench.createBusinessWith(10);
    const stuck = await Promise.all(Array.from({ length: 100 }, () => bench.createBusinessWith(10)));
    await bench.owner("begin");
    await bench.owner("select from token_balances where business_id = any ($1) for update", [stuck]);
    const startedAt = performance.now();
    const answers = stuck.map((businessId) => bench.ledger.submit(businessId, useOf(1)));
    expect(await bench.ledger.submit(free, useOf(1))).toMatchObject({ outcome: "recorded" });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    const codes = (await Promise.all(answers)).map((answer) => "code" in answer && answer.code);
    expect(performance.now() - startedAt).toBeLessThan(6_000);
    await bench.owner("rollback");
    expect(new Set(codes)).toEqual(new Set(["ledger_conflict"]));
    const again = await Promise.all(stuck.map((businessId) => bench.ledger.submit(businessId, useOf(1))));
    expect(again.every(({ outcome }) => outcome === "recorded")).toBe(true);
  });

  test("C07: a commit that waits while a grant's expiry passes is decided again, and expired tokens are not spent", async () => {
    const businessId = await bench.createEmptyBusiness();
    const expiresAt = (await bench.clock()) + 600;
    await bench.ledger.submit(businessId, grantOf(5, { expiresAt }));
    const blocker = await bench.blockBusiness(businessId);
    const spending = bench.ledger.submit(businessId, useOf(1));
    await bench.untilSomebodyWaits();
    while ((await bench.clock()) <= expiresAt);
    await blocker.release();
    expect(await spending).toMatchObject({ outcome: "refused", error: { code: "insufficient_tokens", available: 0n } });
  });
});
