import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { createAsk } from "./testing/ask.ts";

type Line = {
  readonly id: string;
  readonly ref: string | null;
  readonly service: string;
  readonly quantity: number;
  readonly charged: number;
  readonly occurredAt: string;
  readonly status: string;
  readonly call: { readonly holdId: string; readonly status: string } | null;
};
type Page = { readonly items: readonly Line[]; readonly nextCursor: string | null };

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
let businessId: string;
beforeAll(async () => {
  product = await startTestProduct();
  ask = createAsk(product.url, await product.createKey(null, ["read", "usage:write", "holds:write", "admin"]));
  businessId = (await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour Dental" } })).body.id;
});
afterAll(() => product.stop());

const noon = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 - 43_200_000);
const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000).toISOString();
const range = `from=${at(0)}&to=${at(600)}`;

async function pages(limit: number): Promise<Line[]> {
  const lines: Line[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? "" : `&cursor=${cursor}`;
    const page: Page = (await ask<Page>("GET", `/usage/lines?${range}&limit=${limit}${more}`, { businessId })).body;
    lines.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return lines;
}

test("lines come in the order in which they happened, whatever the size of a page, reversed ones among them", async () => {
  const events = Array.from({ length: 7 }, (_, index) => ({
    key: `key-${index}`,
    ref: `ref-${index}`,
    service: "sms",
    quantity: 1 + index,
    // Out of order, some at the same moment.
    occurredAt: at(((index * 3) % 7) >> 1),
  }));
  await ask("POST", "/usage", { businessId, body: { events } });
  const lines = await pages(200);
  expect(lines.map(({ ref }) => ref).sort()).toEqual(events.map(({ ref }) => ref));
  expect(lines.map(({ occurredAt }) => occurredAt)).toEqual(lines.map(({ occurredAt }) => occurredAt).toSorted());
  for (const limit of [1, 2, 3, 7]) expect(await pages(limit)).toEqual(lines);

  const [first] = lines;
  await ask("POST", `/usage/${first?.id}/correct`, {
    businessId,
    body: { reason: "counted wrong", replacement: { service: "sms", quantity: 40 } },
  });
  const after = (await pages(200)).filter(({ ref }) => ref === first?.ref);
  expect(after.map(({ status, quantity }) => [status, quantity]).sort()).toEqual(
    [
      ["corrected", first?.quantity],
      ["standing", 40],
    ].sort(),
  );
  expect((await ask<Page>("GET", `/usage/lines?from=${at(300)}&to=${at(600)}`, { businessId })).body.items).toEqual([]);
  expect((await ask("GET", `/usage/lines?from=${at(5)}&to=${at(5)}`, { businessId })).status).toBe(400);
  expect((await ask("GET", `/usage/lines?${range}&limit=1001`, { businessId })).status).toBe(400);
  expect((await ask("GET", `/usage/lines?${range}&cursor=abc`, { businessId })).status).toBe(400);
});

test("references are found whenever they happened, late events and running calls too, and only of this business", async () => {
  const other = (await ask<{ id: string }>("POST", "/businesses", { body: { name: "Another" } })).body.id;
  const late = { key: "late", ref: "late", service: "sms", quantity: 1, occurredAt: "2020-01-01T00:00:00Z" };
  await ask("POST", "/usage", { businessId, body: { events: [late] } });
  const opened = await ask<{ holdId: string }>("POST", "/holds", {
    businessId,
    body: { callId: "running", service: "outbound_call" },
  });
  type Found = { lines: Line[]; unbooked: { id: string; ref: string; service: string; status: string }[] };
  const find = async (id: string) =>
    (await ask<Found>("POST", "/usage/find", { businessId: id, body: { refs: ["ref-2", "late", "running", "none"] } }))
      .body;
  const found = await find(businessId);
  expect(found.lines.map(({ ref, quantity }) => [ref, quantity])).toContainEqual(["ref-2", 3]);
  expect(found.unbooked.map(({ ref, status }) => [ref, status])).toEqual([
    ["late", "waits_for_review"],
    ["running", "open"],
  ]);
  expect(found.unbooked[1]?.id).toBe(opened.body.holdId);
  expect(await find(other)).toEqual({ lines: [], unbooked: [] });
  expect((await ask("POST", "/usage/find", { businessId, body: { refs: [] } })).status).toBe(400);
});
