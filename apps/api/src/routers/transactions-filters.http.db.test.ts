import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { createAsk } from "./testing/ask.ts";
import { createCalls } from "./testing/calls.ts";

type Item = { id: string; seq: number; type: string; amount: number; status: string; ref?: string };
type Page = { items: Item[]; nextCursor: string | null };

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
let businessId: string;
let all: readonly Item[];

const list = async (query: string) => (await ask<Page>("GET", `/transactions?${query}`, { businessId })).body;
const read = (query: string) => list(`limit=200&${query}`).then(({ items }) => items);

beforeAll(async () => {
  product = await startTestProduct();
  ask = createAsk(product.url, await product.createKey(null, ["read", "usage:write", "holds:write", "admin"]));
  businessId = (await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour" } })).body.id;
  const events = Array.from({ length: 30 }, (_, index) => ({
    key: `sms-${index}`,
    service: "sms",
    quantity: 1 + (index % 5),
    agentId: index % 2 === 0 ? "mia" : "tom",
  }));
  await ask("POST", "/usage", { businessId, body: { events } });
  const [first] = await read("q=sms-0");
  await ask("POST", `/usage/${first?.id}/correct`, { businessId, body: { reason: "Sent twice" } });
  const calls = createCalls(ask, businessId);
  await calls.void((await calls.open()).body.holdId);
  await calls.capture((await calls.open()).body.holdId, 5);
  const { body: silent } = await calls.open();
  await calls.extend(silent.holdId, 1, 5);
  // Time passes: whoever asks for the call settles it.
  await product.owner("update sandbox_clock set offset_ms = offset_ms + 600000");
  expect((await calls.get(silent.holdId)).body.status).toBe("abandoned");
  await ask("POST", "/usage", { businessId, body: { events: [{ key: "last", service: "sms", quantity: 1 }] } });
  all = await read("");
});
afterAll(() => product.stop());

const amounts = (wanted: { least?: number; most?: number }) =>
  all.filter(({ amount }) => Math.abs(amount) >= (wanted.least ?? 0) && Math.abs(amount) <= (wanted.most ?? Infinity));

describe("the history", () => {
  test.each(["settled", "corrected", "no_charge", "abandoned"])(
    "by the status %s is what says so in the whole history",
    async (status) => {
      const wanted = all.filter((item) => item.status === status);
      expect(wanted.length).toBeGreaterThan(0);
      expect(await read(`status=${status}`)).toEqual(wanted);
      expect(await read(`status=${status}&type=usage`)).toEqual(wanted.filter(({ type }) => type === "usage"));
      expect(await read(`status=${status}&agentId=mia`)).toEqual(
        (await read("agentId=mia")).filter((item) => item.status === status),
      );
    },
  );

  test("by amount counts whichever way tokens went, both ends included", async () => {
    for (const [query, wanted] of [
      ["leastTokens=1", { least: 1 }],
      ["mostTokens=0.5", { most: 0.5 }],
      ["leastTokens=1&mostTokens=1.5", { least: 1, most: 1.5 }],
      ["mostTokens=0", { most: 0 }],
      ["leastTokens=100", { least: 100 }],
      ["leastTokens=2.500001", { least: 2.500001 }],
    ] as const) {
      expect(await read(query), query).toEqual(amounts(wanted));
    }
    expect(await read("leastTokens=1&type=trial")).toHaveLength(1);
    expect(await read("leastTokens=1&service=sms&agentId=tom&status=settled")).toEqual(
      (await read("service=sms&agentId=tom")).filter(({ amount, status }) => amount <= -1 && status === "settled"),
    );
  });

  test("page by page is the same list, and a cursor belongs to its filters", async () => {
    for (const query of ["status=settled", "leastTokens=1", "leastTokens=0.5&mostTokens=1.5&service=sms"]) {
      const pages: Item[] = [];
      let cursor: string | null = null;
      do {
        const page: Page = await list(`${query}&limit=4${cursor === null ? "" : `&cursor=${cursor}`}`);
        pages.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(pages, query).toEqual(await read(query));
    }
    const { nextCursor } = await list("leastTokens=1&limit=1");
    const other = await ask("GET", `/transactions?leastTokens=2&cursor=${nextCursor}`, { businessId });
    expect(other.error?.fields?.[0]?.path).toBe("cursor");
  });

  test("saved as a file under the same filters has the same rows, oldest first", async () => {
    for (const query of ["status=no_charge", "status=abandoned", "status=corrected", "leastTokens=1&mostTokens=2"]) {
      const rows = await fileOf(query);
      expect(
        rows.map(({ id, status }) => [id, status]),
        query,
      ).toEqual((await read(query)).toReversed().map(({ id, status }) => [id, status]));
    }
  });
});

async function fileOf(query: string): Promise<readonly Item[]> {
  const key = await product.createKey(businessId, ["read"]);
  const answer = await fetch(`${product.url}/api/billing/transactions.jsonl?${query}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const text = await answer.text();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Item);
}
