import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import { startTestProduct, type TestPerson, type TestProduct } from "../testing/test-product.ts";
import { createAsk } from "./testing/ask.ts";

type Item = {
  id: string;
  seq: number;
  type: string;
  amount: number;
  balanceAfter: number;
  key?: string;
  status: string;
};
type Page = { items: Item[]; nextCursor: string | null };

let product: TestProduct;
let owner: TestPerson;
let ask: ReturnType<typeof createAsk>;
let businessId: string;
let other: string;
const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();

beforeAll(async () => {
  product = await startTestProduct();
  owner = await product.createPerson("owner@example.com");
  ask = createAsk(product.url, await product.createKey(null, ["read", "usage:write", "admin"]));
  businessId = (await ask<{ id: string }>("POST", "/businesses", { body: { name: "Harbour Dental" } })).body.id;
  other = (await ask<{ id: string }>("POST", "/businesses", { body: { name: "Other" } })).body.id;
  await product.owner("insert into members (business_id, id, user_id, role) values ($1, $2, $3, 'owner')", [
    businessId,
    newId(),
    owner.userId,
  ]);
  await ask("POST", "/usage", {
    businessId,
    body: {
      events: [
        {
          key: "call-1",
          service: "outbound_call",
          quantity: 192,
          occurredAt: at(50),
          agentId: "mia",
          ref: "CA-Alpha-1",
        },
        { key: "call-2", service: "inbound_call", quantity: 61, occurredAt: at(40), agentId: "tom", ref: "CA-beta_2" },
        { key: "sms-1", service: "sms", quantity: 3, occurredAt: at(60), ref: "CA%gamma", metadata: { to: "+49" } },
        { key: "over", service: "ai_agent_request", quantity: 120, allowOverdraft: true, occurredAt: at(5) },
      ],
    },
  });
  await ask("POST", "/grants", {
    businessId,
    body: { key: "g-1", tokens: 500, source: "adjustment", reason: "Goodwill for May" },
  });
  const { body } = await ask<Page>("GET", "/transactions?q=sms-1", { businessId });
  await ask("POST", `/usage/${body.items[0]?.id}/correct`, {
    businessId,
    body: { reason: "Sent twice", replacement: { service: "sms", quantity: 1 } },
  });
});
afterAll(() => product.stop());

const list = async (query = "") => (await ask<Page>("GET", `/transactions${query}`, { businessId })).body;
// The trial's key names its business.
const keysOf = ({ items }: Page) => items.map(({ key, type }) => (type === "trial" ? type : (key ?? type)));

describe("transactions.list", () => {
  test("shows one item a cause, newest first in the order the balance moved, with running balances that add up", async () => {
    const { items } = await list();
    expect(items.map(({ type }) => type)).toEqual([
      "usage",
      "correction",
      "adjustment",
      "usage",
      "usage",
      "usage",
      "usage",
      "trial",
    ]);
    for (const [index, item] of items.entries()) {
      const before = items[index + 1]?.balanceAfter ?? 0;
      expect(item.balanceAfter).toBeCloseTo(before + item.amount, 6);
    }
    expect(items.map(({ seq }) => seq)).toEqual([...items].map(({ seq }) => seq).sort((left, right) => right - left));
  });

  test("names what each grant gave, so that they and the debt make the amount", async () => {
    const { items } = await list("?q=over");
    expect(items).toMatchObject([{ amount: -120, status: "settled", grants: [{ amount: -90.575 }] }]);
    const { items: granted } = await list("?type=adjustment");
    expect(granted).toMatchObject([
      { amount: 500, key: "g-1", reason: "Goodwill for May", grants: [{ amount: 470.575 }] },
    ]);
  });

  test.each([
    ["?type=trial", ["trial"]],
    ["?type=correction", ["correction"]],
    ["?service=outbound_call", ["call-1"]],
    ["?service=sms", ["usage", "correction", "sms-1"]],
    ["?agentId=tom", ["call-2"]],
    ["?agentId=nobody", []],
    ["?q=call-2", ["call-2"]],
    ["?q=ca-ALPHA", ["call-1"]],
    ["?q=CA%25", ["usage", "correction", "sms-1"]],
    ["?q=beta_", ["call-2"]],
    ["?q=goodwill", ["g-1"]],
    ["?q=sent%20twice", ["correction"]],
    ["?q=g-1", ["g-1"]],
    [`?q=${newId()}`, []],
    [`?from=${at(45)}&to=${at(30)}`, ["call-2"]],
    [`?from=${at(70)}&to=${at(55)}`, ["usage", "correction", "sms-1"]],
    ["?q='%3B%20drop%20table%20businesses--", []],
  ])("filters by what is asked, for a key and for a person alike %#", async (query, wanted) => {
    const found = await list(query);
    expect(keysOf(found)).toEqual(wanted);
    const answer = await fetch(`${product.url}/api/billing/transactions${query}`, {
      headers: { ...owner.headers, "Farebox-Business": businessId },
    });
    expect(await answer.json()).toEqual(found);
  });

  test("finds an item by its id", async () => {
    const { items } = await list("?type=trial");
    expect((await list(`?q=${items[0]?.id}`)).items).toEqual(items);
  });

  test("a reversed line says so, and its correction and replacement stand for themselves", async () => {
    const { items } = await list("?service=sms");
    expect(items).toMatchObject([
      { type: "usage", amount: -0.5, status: "settled" },
      { type: "correction", amount: 1.5, status: "settled", reason: "Sent twice" },
      { type: "usage", amount: -1.5, status: "corrected", key: "sms-1" },
    ]);
  });

  test("pages without gap or repeat, whatever is written in between", async () => {
    const whole = (await list()).items;
    const first = await list("?limit=3");
    await ask("POST", "/usage", { businessId, body: { events: [{ key: newId(), service: "sms", quantity: 1 }] } });
    const second = await list(`?limit=3&cursor=${first.nextCursor}`);
    const third = await list(`?limit=3&cursor=${second.nextCursor}`);
    expect([...first.items, ...second.items, ...third.items]).toEqual(whole);
    expect(third.nextCursor).toBeNull();
  });

  test("I16: a cursor that was changed, or comes from other filters, another business or another list, is refused by its path", async () => {
    const { nextCursor } = await list("?limit=3");
    const asked = [
      ["GET", `/transactions?cursor=${nextCursor}&type=usage`, businessId],
      ["GET", `/transactions?cursor=${nextCursor}`, other],
      ["GET", `/usage/review?cursor=${nextCursor}`, businessId],
      ["GET", `/transactions?cursor=${nextCursor?.slice(0, -2)}`, businessId],
      ["GET", "/transactions?cursor=x", businessId],
      ["GET", "/transactions?limit=0", businessId],
      ["GET", "/transactions?limit=201", businessId],
      ["GET", `/transactions?from=${at(1)}&to=${at(2)}`, businessId],
      ["GET", "/transactions?type=nonsense", businessId],
    ] as const;
    const answers = await Promise.all(asked.map(([method, path, id]) => ask(method, path, { businessId: id })));
    expect(answers.map(({ status, error }) => [status, error?.fields?.[0]?.path])).toEqual([
      ...Array(5).fill([400, "cursor"]),
      [400, "limit"],
      [400, "limit"],
      [400, "to"],
      [400, "type"],
    ]);
  });
});

describe("transactions.get", () => {
  const receipt = async (query: string) => {
    const { items } = await list(query);
    return (await ask<Record<string, unknown>>("GET", `/transactions/${items[0]?.id}`, { businessId })).body;
  };

  test("shows the arithmetic of a charge", async () => {
    expect(await receipt("?q=call-1")).toMatchObject({
      type: "usage",
      amount: -6.4,
      balanceBefore: 100,
      balanceAfter: 93.6,
      calculation: {
        quantity: 192,
        billed: 192,
        unit: "second",
        rate: { tokens: 2, per: 60 },
        charged: 6.4,
        formula: "192 second × 2 / 60 = 6.4",
      },
      rate: { version: 1 },
      legs: [{ order: 1, kind: "usage", amount: -6.4, source: "trial", balanceAfter: 93.6 }],
      key: "call-1",
      correctedBy: null,
    });
  });

  test("shows debt as a leg without a grant, and its repayment on the grant's receipt", async () => {
    expect(await receipt("?q=over")).toMatchObject({
      legs: [
        { amount: -90.575, source: "trial" },
        { amount: -29.425, grantId: null },
      ],
    });
    expect(await receipt("?q=g-1")).toMatchObject({
      amount: 500,
      calculation: null,
      grant: { source: "adjustment", original: 500 },
      legs: [
        { kind: "adjustment", amount: 500 },
        { kind: "debt_repayment", amount: -29.425 },
        { kind: "debt_repayment", amount: 29.425, grantId: null },
      ],
    });
  });

  test("links a line, its correction and its replacement to each other", async () => {
    const [line, correction] = [await receipt("?q=sms-1"), await receipt("?type=correction")];
    expect(line).toMatchObject({ status: "corrected", correctedBy: correction["id"], metadata: { to: "+49" } });
    expect(correction).toMatchObject({ corrects: line["id"], replacedBy: line["replacedBy"] });
    const replacement = await ask<Record<string, unknown>>("GET", `/transactions/${line["replacedBy"]}`, {
      businessId,
    });
    expect(replacement.body).toMatchObject({ replaces: line["id"], amount: -0.5 });
  });

  test("of another business is not found, to a key and to a person alike", async () => {
    const { items } = await list("?type=trial");
    expect((await ask("GET", `/transactions/${items[0]?.id}`, { businessId: other })).status).toBe(404);
    const own = await fetch(`${product.url}/api/billing/transactions/${items[0]?.id}`, { headers: owner.headers });
    expect(own.status).toBe(200);
    const foreign = (await ask<Page>("GET", "/transactions", { businessId: other })).body.items[0];
    const answer = await fetch(`${product.url}/api/billing/transactions/${foreign?.id}`, { headers: owner.headers });
    expect(answer.status).toBe(404);
  });
});

test("a member of the business sees the same list and balance as its key does", async () => {
  for (const path of ["/transactions", "/balance", "/usage", "/usage/timeseries?by=agent", "/subscription"]) {
    const own = await (await fetch(`${product.url}/api/billing${path}`, { headers: owner.headers })).json();
    const { body } = await ask<object>("GET", path, { businessId });
    const withoutTime = (answer: object) => ({ ...answer, asOf: null });
    expect(withoutTime(own as object)).toEqual(withoutTime(body));
  }
});
