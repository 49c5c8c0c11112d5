import { Agent } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BATCH_CASES, CALL_CASES } from "../../testing/door-cases/call-cases.ts";
import { CALLER_CASES } from "../../testing/door-cases/caller-cases.ts";
import type { Side } from "../../testing/door-cases/door-case.ts";
import { ADDRESS_CASES, QUESTION_CASES } from "../../testing/door-cases/question-cases.ts";
import { USAGE_CASES } from "../../testing/door-cases/usage-cases.ts";
import { type RawAnswer, sendRaw } from "../../testing/raw-request.ts";
import { startTestProduct, type TestProduct } from "../../testing/test-product.ts";

type Way = { readonly product: TestProduct; readonly side: Side; readonly agent: Agent };
let hot: Way;
let framework: Way;

beforeAll(async () => {
  [hot, framework] = await Promise.all([openWay(false), openWay(true)]);
});
afterAll(async () => {
  for (const { product, agent } of [hot, framework]) {
    agent.destroy();
    await product.stop();
  }
});

/** A product with a history that is the same on both ways. */
async function openWay(isHotDoorShut: boolean): Promise<Way> {
  const variables = { FAREBOX_ALLOWED_ORIGINS: "https://app.example.com" };
  const product = await startTestProduct({ isHotDoorShut, variables });
  const person = await product.createPerson("owner@example.com");
  const [businessId, foreignId] = [
    await product.createBusiness({ members: { owner: person } }),
    await product.createBusiness({ name: "Foreign" }),
  ];
  const expiredKey = await product.createKey(businessId, ["read", "usage:write", "holds:write"]);
  await product.owner("update api_keys set expires_at = now() - interval '1 day' where business_id = $1", [businessId]);
  const installationKey = await product.createKey(null, ["read", "usage:write", "holds:write", "admin"]);
  const side: Side = {
    businessId,
    foreignId,
    expiredKey,
    installationKey,
    key: await product.createKey(businessId, ["read", "usage:write", "holds:write"]),
    readKey: await product.createKey(businessId, ["read"]),
    usageKey: await product.createKey(businessId, ["usage:write"]),
    foreignKey: await product.createKey(foreignId, ["read", "usage:write", "holds:write"]),
    cookie: person.headers["cookie"] ?? "",
    holdIds: new Map(),
  };
  const headers = {
    authorization: `Bearer ${installationKey}`,
    "content-type": "application/json",
    "farebox-business": businessId,
  };
  const body = JSON.stringify({ key: "begin", tokens: 10_000, source: "promotion", reason: "tests" });
  const granted = await fetch(`${product.url}/api/billing/grants`, { method: "POST", headers, body });
  expect(granted.status).toBe(200);
  return { product, side, agent: new Agent({ keepAlive: true }) };
}

/** What may differ: names of requests and things, moments, and what a connection says of itself. */
function comparable({ status, rawHeaders, body }: RawAnswer) {
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? "").toLowerCase();
    if (!["date", "x-request-id", "content-length", "transfer-encoding"].includes(name))
      headers[name] = rawHeaders[index + 1] ?? "";
  }
  return { status, headers, body: body.replaceAll(IDS, "<id>").replaceAll(MOMENTS, "<moment>") };
}

const IDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const MOMENTS = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** The framework writes names of headers in small letters. */
function isFromHotDoor({ rawHeaders }: RawAnswer): boolean {
  return rawHeaders.includes("X-Request-Id");
}

function noteHold({ holdIds }: Side, { body }: RawAnswer): void {
  const found = /"holdId":"([^"]+)","callId":"([^"]+)"/.exec(body);
  if (found?.[1] !== undefined && found[2] !== undefined) holdIds.set(found[2], found[1]);
}

const cases = [...USAGE_CASES, ...CALLER_CASES, ...QUESTION_CASES, ...CALL_CASES, ...BATCH_CASES, ...ADDRESS_CASES];

test.each(cases.map(([name, ask, isHot]) => ({ name, ask, isHot })))("$name", async ({ ask, isHot }) => {
  const answers = [];
  for (const { product, side, agent } of [hot, framework]) {
    const answer = await sendRaw(product.url, agent, ask(side));
    noteHold(side, answer);
    answers.push(answer);
  }
  const [byHot, byFramework] = answers as [RawAnswer, RawAnswer];
  expect(comparable(byHot)).toEqual(comparable(byFramework));
  expect(byHot.status).not.toBe(500);
  expect([isFromHotDoor(byHot), isFromHotDoor(byFramework)]).toEqual([isHot === "hot", false]);
});
