import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { createAsk } from "./testing/ask.ts";
import { countAnswers, createCalls } from "./testing/calls.ts";

type CapsBody = {
  caps: { agentId: string | null; every: "day" | "month"; limit: number; used: number; resetsAt: string }[];
  timeZone: string;
};
type CapWish = { agentId: string | null; every: "day" | "month"; limit: number };

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
beforeAll(async () => {
  product = await startTestProduct();
  ask = createAsk(product.url, await product.createKey(null, ["read", "usage:write", "holds:write", "admin"]));
});
afterAll(() => product.stop());

async function createBusiness(timeZone = "UTC") {
  const { body } = await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour Dental", timeZone } });
  const businessId = body.id;
  await ask("POST", "/grants", {
    businessId,
    body: { key: newId(), tokens: 9_900, source: "adjustment", reason: "test" },
  });
  return {
    businessId,
    calls: createCalls(ask, businessId),
    setCaps: (caps: CapWish[]) => ask<CapsBody>("PUT", "/caps", { businessId, body: { caps } }),
    getCaps: async () => (await ask<CapsBody>("GET", "/caps", { businessId })).body.caps,
    use: (quantity: number, agentId?: string) =>
      ask<{ results: { outcome: string }[] }>("POST", "/usage", {
        businessId,
        body: { events: [{ key: newId(), service: "ai_agent_request", quantity, ...(agentId && { agentId }) }] },
      }),
  };
}

const clock = async () => Date.parse((await ask<{ now: string }>("GET", "/sandbox/clock")).body.now);
const advanceTo = (at: number) => ask("POST", "/sandbox/clock", { body: { now: new Date(at).toISOString() } });
const times = <Result>(count: number, make: () => Promise<Result>) => Promise.all(Array.from({ length: count }, make));

describe("caps", () => {
  test("are set as a whole and read with what counts against them", async () => {
    const { setCaps, getCaps, use, calls } = await createBusiness();
    expect(await getCaps()).toEqual([]);
    await use(3, "mia");
    const { status, body } = await setCaps([
      { agentId: null, every: "month", limit: 500 },
      { agentId: "mia", every: "day", limit: 20.5 },
    ]);
    expect(status).toBe(200);
    expect(body.timeZone).toBe("UTC");
    expect(body.caps).toHaveLength(2);
    await calls.open({ agentId: "mia" });
    await calls.open({ agentId: "tom" });
    expect(await getCaps()).toEqual(
      expect.arrayContaining([
        { agentId: null, every: "month", limit: 500, used: 23, resetsAt: expect.stringMatching(/-01T00:00:00\.000Z$/) },
        { agentId: "mia", every: "day", limit: 20.5, used: 13, resetsAt: expect.stringMatching(/T00:00:00\.000Z$/) },
      ]),
    );
    await setCaps([]);
    expect(await getCaps()).toEqual([]);
    expect(countAnswers(await times(3, () => calls.open({ agentId: "mia" })))).toEqual({ opened: 3 });
  });

  test("50 openings at once at 99 % of a daily cap: none passes it; at 98 %, as many as fit", async () => {
    const { setCaps, getCaps, use, calls } = await createBusiness();
    await setCaps([{ agentId: null, every: "day", limit: 1_000 }]);
    await use(991);
    const refused = await times(50, () => calls.open());
    expect(countAnswers(refused)).toEqual({ cap_reached: 50 });
    expect(refused[0]?.status).toBe(402);
    expect(refused[0]?.error?.details).toEqual({
      cap: { agentId: null, every: "day", limit: 1_000 },
      used: 991,
      resetsAt: expect.stringMatching(/T00:00:00\.000Z$/),
    });
    await setCaps([{ agentId: null, every: "day", limit: 1_011 }]);
    expect(countAnswers(await times(50, () => calls.open()))).toEqual({ opened: 2, cap_reached: 48 });
    expect(await getCaps()).toMatchObject([{ used: 1_011 }]);
  });

  test("never refuse work that happened: it is counted, and running calls go on", async () => {
    const { setCaps, getCaps, use, calls } = await createBusiness();
    await setCaps([{ agentId: null, every: "day", limit: 15 }]);
    const { body: opened } = await calls.open();
    expect((await use(40)).body.results).toMatchObject([{ outcome: "recorded" }]);
    await advanceTo((await clock()) + 60_000);
    expect((await calls.extend(opened.holdId, 1, 60)).body.outcome).toBe("extended");
    expect((await calls.capture(opened.holdId, 60)).body).toMatchObject({ outcome: "captured", charged: 2 });
    expect(await getCaps()).toMatchObject([{ limit: 15, used: 42 }]);
    expect((await calls.open()).error?.code).toBe("cap_reached");
  });

  test("are a matter of owners and billing; members see them (A02)", async () => {
    const [owner, billing, member] = await Promise.all(
      ["owner", "billing", "member"].map((role) => product.createPerson(`${role}@example.com`)),
    );
    if (!owner || !billing || !member) throw new Error("nobody signed up");
    await product.createBusiness({ members: { owner, billing, member } });
    const asked = (headers: object, method: string) =>
      fetch(`${product.url}/api/billing/caps`, {
        method,
        headers: { ...headers, ...(method === "PUT" && { "content-type": "application/json" }) },
        ...(method === "PUT" && { body: JSON.stringify({ caps: [{ agentId: null, every: "day", limit: 5 }] }) }),
      });
    const statuses = async (method: string) =>
      Promise.all([owner, billing, member].map(async ({ headers }) => (await asked(headers, method)).status));
    expect(await statuses("PUT")).toEqual([200, 200, 403]);
    expect(await statuses("GET")).toEqual([200, 200, 200]);
  });
});

// Last, because it moves the clock of the whole product by months.
test.each(["Europe/Berlin", "America/New_York"])(
  "a daily cap begins anew at midnight of %s, on the days its clocks change, too",
  async (timeZone) => {
    const { setCaps, getCaps, use, calls } = await createBusiness(timeZone);
    await setCaps([{ agentId: null, every: "day", limit: 20 }]);
    const lengths: number[] = [];
    for (let changes = 0; changes < 2; changes += 1) {
      const change = nextClockChange(timeZone, await clock());
      // Noon before the change to noon after it covers a day that is an hour shorter or longer.
      await advanceTo(change - 15 * HOUR_MS);
      for (let midnight = 0, before = 0; midnight < 3; midnight += 1) {
        await use(15);
        const [cap] = await getCaps();
        const resetsAt = Date.parse(cap?.resetsAt ?? "");
        expect(wallClock(timeZone, resetsAt)).toBe("00:00:00");
        expect(cap?.used).toBe(15);
        if (before > 0) lengths.push((resetsAt - before) / HOUR_MS);
        before = resetsAt;
        await advanceTo(resetsAt - 3_000);
        expect((await calls.open()).error?.details).toMatchObject({ used: 15, resetsAt: cap?.resetsAt });
        await advanceTo(resetsAt);
        const { body: opened } = await calls.open();
        expect(opened.outcome).toBe("opened");
        await calls.capture(opened.holdId, 0);
      }
    }
    expect(lengths.sort((left, right) => left - right)).toEqual([23, 24, 24, 25]);
  },
);

const HOUR_MS = 3_600_000;

/** The first hour after which the zone's offset is another one. */
function nextClockChange(timeZone: string, after: number): number {
  for (let at = Math.ceil(after / HOUR_MS) * HOUR_MS + 24 * HOUR_MS; ; at += HOUR_MS) {
    if (offsetHours(timeZone, at) !== offsetHours(timeZone, at - HOUR_MS)) return at;
  }
}

function offsetHours(timeZone: string, at: number): string {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  return format.formatToParts(new Date(at)).find(({ type }) => type === "timeZoneName")?.value ?? "";
}

function wallClock(timeZone: string, at: number): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "medium" }).format(new Date(at));
}
