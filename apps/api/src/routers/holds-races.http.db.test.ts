import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { expireDue } from "../use-cases/expire-due.ts";
import { createAsk } from "./testing/ask.ts";
import { countAnswers, createCalls, type HoldBody } from "./testing/calls.ts";

type Balance = { available: number; held: number; debt: number; total: number };
type Ask = ReturnType<typeof createAsk>;

const CALLS = Number(process.env["FAREBOX_RACED_CALLS"] ?? 40);

let product: TestProduct;
/** The same key at two processes on one database. */
let asks: readonly [Ask, Ask];
beforeAll(async () => {
  product = await startTestProduct();
  const another = await product.startAnother();
  const key = await product.createKey(null, ["read", "usage:write", "holds:write", "admin"]);
  asks = [createAsk(product.url, key), createAsk(another.url, key)];
});
afterAll(() => product.stop());

async function createBusinessWith(tokens: number) {
  const businessId = await product.createBusiness({});
  await asks[0]("POST", "/grants", {
    businessId,
    body: { key: newId(), tokens, source: "adjustment", reason: "test" },
  });
  return { businessId, sides: asks.map((ask) => createCalls(ask, businessId)) as [Calls, Calls] };
}
type Calls = ReturnType<typeof createCalls>;

const balanceOf = async (businessId: string) => (await asks[0]<Balance>("GET", "/balance", { businessId })).body;
const at = <Item>(items: readonly Item[], index: number): Item => items[index % items.length] as Item;
const times = <Result>(count: number, make: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));
const sweep = () => expireDue(product.deps);

describe("many openings at once, at two processes", () => {
  test("on 10 tokens make one hold and nine refusals", async () => {
    const { businessId, sides } = await createBusinessWith(10);
    const answers = await times(10, (index) => at(sides, index).open());
    expect(countAnswers(answers)).toEqual({ opened: 1, below_call_floor: 9 });
    expect(answers.find(({ error }) => error !== null)?.error?.details).toEqual({ available: 0, floor: 10 });
    expect(await balanceOf(businessId)).toMatchObject({ available: 0, held: 10, total: 10 });
  });

  test("on 100 tokens make ten holds", async () => {
    const { businessId, sides } = await createBusinessWith(100);
    expect(countAnswers(await times(10, (index) => at(sides, index).open()))).toEqual({ opened: 10 });
    expect(await balanceOf(businessId)).toMatchObject({ available: 0, held: 100 });
    expect(countAnswers(await times(5, (index) => at(sides, index).open()))).toEqual({ below_call_floor: 5 });
  });

  test("of one call make one hold and equal answers; other content is a mismatch", async () => {
    const { businessId, sides } = await createBusinessWith(100);
    const answers = await times(40, (index) =>
      at(sides, index).open({ callId: "CA-1", agentId: index % 4 === 3 ? "tom" : "mia" }),
    );
    const counts = countAnswers(answers);
    expect(counts["opened"]).toBe(1);
    expect([counts["replayed"], counts["idempotency_mismatch"]].sort()).toEqual([10, 29]);
    const ids = new Set(answers.filter(({ error }) => error === null).map(({ body }) => body.holdId));
    expect(ids.size).toBe(1);
    expect(await balanceOf(businessId)).toMatchObject({ held: 10 });
  });
});

describe("one end of a call", () => {
  test("C09 C10: captures and voids that race leave one outcome; the others hear it", async () => {
    const { businessId, sides } = await createBusinessWith(1_000);
    const opened = await times(30, (index) => at(sides, index).open());
    const ends = await Promise.all(
      opened.map(({ body: { holdId } }) =>
        times(6, (index) =>
          index % 2 === 0 ? at(sides, index >> 1).capture(holdId, 1 + index) : at(sides, index >> 1).void(holdId),
        ),
      ),
    );
    let charged = 0;
    for (const [index, answers] of ends.entries()) {
      const won = answers.filter(({ body }) => body.outcome === "captured" || body.outcome === "voided");
      expect(won).toHaveLength(1);
      const final = (await sides[0].get(opened[index]?.body.holdId ?? "")).body;
      expect(final).toMatchObject({ status: won[0]?.body.outcome, charged: won[0]?.body.charged, held: 0 });
      for (const { error, body } of answers) {
        const heard = error === null ? body : (error.details?.["hold"] as HoldBody);
        expect([heard.status, heard.charged, heard.closedAt]).toEqual([final.status, final.charged, final.closedAt]);
      }
      charged += final.charged;
    }
    expect(await balanceOf(businessId)).toMatchObject({ held: 0, debt: 0, total: round(1_000 - charged) });
  });

  test("C08 C14: captures, voids, heartbeats and sweeps at the deadline leave one outcome; late captures settle once", async () => {
    const { businessId, sides } = await createBusinessWith(10_000);
    const opened = await times(CALLS, (index) => at(sides, index).open());
    const deadlines = opened.map(({ body }) => Date.parse(body.expiresAt));
    await asks[0]("POST", "/sandbox/clock", { body: { now: new Date(Math.min(...deadlines) - 250).toISOString() } });
    let isOver = false;
    const sweeping = Promise.all([keepSweeping(() => isOver), keepSweeping(() => isOver)]);
    const answers = await Promise.all(
      opened.map(async ({ body: { holdId } }, index) => {
        await untilDeadline(index / CALLS);
        const [side, other] = index % 2 === 0 ? sides : sides.toReversed();
        return Promise.all([
          side?.capture(holdId, 300),
          index % 3 === 0 ? other?.void(holdId) : other?.extend(holdId, 1, 299),
          other?.capture(holdId, 300),
        ]);
      }),
    );
    isOver = true;
    await sweeping;
    await sweep();
    for (const [index, answered] of answers.entries()) {
      const holdId = opened[index]?.body.holdId ?? "";
      const ends = answered.flatMap((answer) => (answer?.error === null ? [answer.body.outcome] : []));
      expect(
        ends.filter((outcome) => outcome === "captured" || outcome === "settled" || outcome === "voided"),
      ).toHaveLength(1);
      const { body: final } = await sides[0].get(holdId);
      expect(["captured", "settled", "voided"]).toContain(final.status);
      expect(final.charged).toBe(final.status === "voided" ? 0 : 10);
    }
    const finals = await Promise.all(opened.map(({ body }) => sides[0].get(body.holdId)));
    const charged = finals.reduce((sum, { body }) => sum + body.charged, 0);
    expect(await balanceOf(businessId)).toMatchObject({ held: 0, debt: 0, total: round(10_000 - charged) });
    const rows = await product.owner<{ lines: number }>(
      `select count(*)::int as lines from usage_tracking line
       where business_id = $1 and not exists (select from usage_corrections c where c.business_id = line.business_id and c.line_id = line.id)`,
      [businessId],
    );
    expect(rows).toEqual([{ lines: CALLS }]);
  });

  test("a call that was abandoned is settled by one of many late captures, up or down", async () => {
    const { businessId, sides } = await createBusinessWith(200);
    const opened = await times(8, (index) => at(sides, index).open());
    await asks[0]("POST", "/sandbox/clock", { body: { advanceSeconds: 120 } });
    await Promise.all(opened.map(({ body }) => sides[0].extend(body.holdId, 1, 120)));
    await asks[0]("POST", "/sandbox/clock", { body: { advanceSeconds: 900 } });
    for (const [index, { body }] of opened.entries()) {
      const seconds = index % 2 === 0 ? 60 : 600;
      const answers = await times(6, (turn) => at(sides, turn).capture(body.holdId, seconds));
      expect(countAnswers(answers)).toEqual({ settled: 1, replayed: 5 });
      expect((await sides[1].capture(body.holdId, 61)).error?.code).toBe("hold_not_open");
    }
    expect(await balanceOf(businessId)).toMatchObject({ available: 200 - 4 * 2 - 4 * 20, held: 0, debt: 0 });
  });
});

test("three live calls on the last 30 tokens share them by weight, each granted second is paid, none starves another", async () => {
  const { businessId, sides } = await createBusinessWith(30);
  const services = ["outbound_call", "inbound_call", "outbound_call"];
  const opened = await times(3, (index) => at(sides, index).open({ service: at(services, index) }));
  expect(countAnswers(opened)).toEqual({ opened: 3 });
  const running = new Map(opened.map(({ body }) => [body.holdId, body]));
  for (let elapsed = 20, seq = 1; running.size > 0; elapsed += 20, seq += 1) {
    await asks[0]("POST", "/sandbox/clock", { body: { advanceSeconds: 20 } });
    await Promise.all(
      [...running.values()].map(async ({ holdId, grantedSeconds }, index) => {
        if (elapsed >= grantedSeconds) {
          const { body: captured } = await at(sides, index).capture(holdId, grantedSeconds);
          expect(captured).toMatchObject({ outcome: "captured", bookedSeconds: grantedSeconds });
          running.delete(holdId);
          return;
        }
        const { body: extended } = await at(sides, index).extend(holdId, seq, elapsed);
        expect(extended.grantedSeconds).toBeGreaterThanOrEqual(grantedSeconds);
        running.set(holdId, extended);
      }),
    );
    const { available, held, debt, total } = await balanceOf(businessId);
    expect([debt, available >= 0, round(available + held)]).toEqual([0, true, total]);
  }
  // Nothing that could have paid for another second of the cheapest call is left over.
  expect((await balanceOf(businessId)).total).toBeLessThan(0.1);
});

const round = (tokens: number) => Number(tokens.toFixed(6));

async function keepSweeping(isOver: () => boolean): Promise<void> {
  while (!isOver()) await sweep();
}

/** Spread over half a second around the deadline, in no order that a client could choose. */
function untilDeadline(share: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 500 * share));
}
