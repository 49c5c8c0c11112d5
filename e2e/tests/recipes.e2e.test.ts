import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createFarebox, type Farebox } from "@farebox/sdk";
import { importUsage } from "example-recipes/batch-import";
import { superviseCalls } from "example-recipes/freeswitch";
import { bookRecord } from "example-recipes/freeswitch-record";
import { payForConversation } from "example-recipes/livekit-agent";
import { countSegments, sendText } from "example-recipes/sms-segments";
import { connectToAgent, isFromTwilio } from "example-recipes/twilio-webhook";
import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { exactCharge, toMicro } from "../src/exact-arithmetic.ts";
import { startFakeFreeswitch } from "../src/fake-freeswitch.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";

const RECIPES = join(import.meta.dirname, "..", "..", "docs", "recipes");
const TRIAL_MICRO_TOKENS = toMicro(100);

const home = newHome();
let product: Product;
beforeAll(async () => {
  product = await startProduct(home);
});
afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const admin = () => billingClient({ url: product.url, key: product.operatorKey });

async function newCustomer(name: string): Promise<Customer> {
  const { id: businessId } = await admin().createBusiness(name);
  const open = () => createFarebox({ url: product.url, key: product.operatorKey, businessId });
  const spent = async () => TRIAL_MICRO_TOKENS - toMicro((await admin().balance(businessId)).total);
  return { businessId, farebox: open(), open, spent };
}

type Customer = {
  readonly businessId: string;
  readonly farebox: Farebox;
  readonly open: () => Farebox;
  readonly spent: () => Promise<bigint>;
};

test.each(["twilio-media-streams", "freeswitch", "livekit-agents", "sms-segments", "llm-streaming", "batch-imports"])(
  "%s shows nothing that is not compiled",
  (name) => {
    const recipe = readFileSync(join(RECIPES, `${name}.md`), "utf8");
    const shown = [...recipe.matchAll(/(<!-- from: \S+ -->\n)?```(\w*)\n/gu)].filter(
      ([, , language]) => language !== "",
    );
    expect(shown.length).toBeGreaterThan(0);
    for (const [, origin, language] of shown) if (language !== "xml") expect(origin, language).toBeDefined();
  },
);

test("the ten lines of the first page are those of the SDK, which its own tests run", () => {
  const linesOf = (file: string) =>
    /```ts(?: quick-start)?\n(import \{ createFarebox[\s\S]*?)```/u.exec(readFileSync(file, "utf8"))?.[1];
  const root = join(RECIPES, "..", "..");
  expect(linesOf(join(root, "README.md"))).toBe(linesOf(join(root, "packages", "sdk", "README.md")));
});

test.each([
  ["nothing", "", 1],
  ["160 letters", "x".repeat(160), 1],
  ["161 letters", "x".repeat(161), 2],
  ["306 letters", "x".repeat(306), 2],
  ["307 letters", "x".repeat(307), 3],
  ["80 of two septets", "€".repeat(80), 1],
  ["81 of two septets", "€".repeat(81), 2],
  ["one of two septets where one is left, and 151", `${"x".repeat(152)}€${"x".repeat(151)}`, 2],
  ["one of two septets where one is left, and 152", `${"x".repeat(152)}€${"x".repeat(152)}`, 3],
  ["the whole extension", "é^{}\\[~]|", 1],
  ["70 Cyrillic letters", "ж".repeat(70), 1],
  ["71 Cyrillic letters", "ж".repeat(71), 2],
  ["134 Cyrillic letters", "ж".repeat(134), 2],
  ["135 Cyrillic letters", "ж".repeat(135), 3],
  ["35 emoji", "🎉".repeat(35), 1],
  ["36 emoji", "🎉".repeat(36), 2],
  ["66 emoji: 67 units hold 33, never half of one", "🎉".repeat(66), 2],
  ["67 emoji", "🎉".repeat(67), 3],
  ["159 letters and an emoji", `${"x".repeat(159)}🎉`, 3],
  ["70 letters and one that is in no GSM table", `${"x".repeat(70)}ç`, 2],
])("%s: the segments they are sent in", (_, text, segments) => {
  expect(countSegments(text)).toBe(segments);
});

test("a text costs its segments, and one that cannot be paid is not sent", async () => {
  const { farebox, spent } = await newCustomer("Texts");
  const sent: string[] = [];
  const send = async ({ text }: { text: string }) => {
    sent.push(text);
    return { messageId: `SM${sent.length}` };
  };
  const result = await sendText(farebox, { to: "+15550100", text: "x".repeat(200) }, send);
  expect(result).toMatchObject({ outcome: "recorded", charged: 1 });
  expect(await spent()).toBe(toMicro(1));
  await farebox.usage.record({ key: "most", service: "sms", quantity: 197 });
  expect(await sendText(farebox, { to: "+15550100", text: "x".repeat(200) }, send)).toBeNull();
  expect(sent).toHaveLength(1);
});

test("an import that is repeated, or was interrupted, charges each line once", async () => {
  const { farebox, spent } = await newCustomer("Imports");
  const at = new Date(Date.now() - 60_000).toISOString();
  const written = Array.from({ length: 1_200 }, (_, id) => ({
    id: `l${id}`,
    service: "transcription",
    quantity: 7,
    at,
  }));
  async function* lines(count: number) {
    for (const line of written.slice(0, count)) yield JSON.stringify(line);
    yield "";
  }
  expect((await importUsage(farebox, lines(700))).outcomes).toMatchObject({ recorded: 700 });
  expect((await importUsage(farebox, lines(1_200))).outcomes).toMatchObject({ recorded: 500, replayed: 700 });
  expect((await importUsage(farebox, lines(1_200))).outcomes).toMatchObject({ recorded: 0, replayed: 1_200 });
  expect(await spent()).toBe(1_200n * exactCharge("transcription", 7));
  await expect(importUsage(farebox, [["{}"], ["7"]].flat().values() as never)).rejects.toThrow(
    /Line 1 cannot be read/u,
  );
});

test("FreeSWITCH: answered calls are paid for by the seconds it measured, other legs are not, and nobody without tokens stays", async () => {
  const { farebox, open, spent, businessId } = await newCustomer("Switch");
  const freeswitch = await startFakeFreeswitch("ClueCon");
  await expect(superviseCalls(open(), { ...freeswitch.address, password: "wrong" })).rejects.toThrow(/refuses/u);
  const supervising = superviseCalls(open(), freeswitch.address);
  const asked = () => freeswitch.commands.filter((command) => command.startsWith("event json"));
  await expect.poll(asked).toEqual(["event json CHANNEL_ANSWER CHANNEL_HANGUP_COMPLETE"]);
  const leg = (uuid: string, name: string, more = {}) =>
    freeswitch.tell({ "Event-Name": name, "Unique-ID": uuid, "Call-Direction": "outbound", ...more });
  const paid = { variable_farebox_agent: "front-desk" };

  await leg("other-leg", "CHANNEL_ANSWER");
  await leg("paid-leg", "CHANNEL_ANSWER", paid);
  await expect.poll(async () => (await farebox.holds.list()).items.map(({ callId }) => callId)).toEqual(["paid-leg"]);
  await leg("other-leg", "CHANNEL_HANGUP_COMPLETE", { variable_billsec: "3" });
  await leg("paid-leg", "CHANNEL_HANGUP_COMPLETE", { ...paid, variable_billsec: "3" });
  await expect.poll(spent).toBe(exactCharge("outbound_call", 3));

  await admin().record([{ key: "nearly-all", service: "sms", quantity: 190 }], businessId);
  await leg("late", "CHANNEL_ANSWER", paid);
  await expect.poll(() => freeswitch.commands).toContain("bgapi uuid_kill late");
  freeswitch.hangUp();
  await supervising;
  await freeswitch.stop();
});

test("FreeSWITCH: a record settles a call that nobody ended, books one that nobody saw, and changes nothing when it comes again", async () => {
  const { farebox, open, spent } = await newCustomer("Records");
  const died = open();
  await died.calls.start({ callId: "watched", service: "inbound_call", agentId: "front-desk" });
  await died.close();
  const record = (uuid: string, billsec: string) => ({
    variables: {
      uuid,
      direction: "inbound",
      billsec,
      start_epoch: String(Math.floor(Date.now() / 1_000) - 60),
      farebox_agent: "x",
    },
  });
  for (const outcome of ["captured", "ended_before"])
    expect(await bookRecord(farebox, record("watched", "2"))).toMatchObject({ outcome, elapsedSeconds: 2 });
  for (const outcome of ["recorded", "replayed"])
    expect(await bookRecord(farebox, record("unseen", "61"))).toMatchObject({ outcome });
  expect(await bookRecord(farebox, record("never-answered", "0"))).toBeNull();
  expect(await spent()).toBe(exactCharge("inbound_call", 2) + exactCharge("inbound_call", 61));
});

test("an agent's job pays from its start to its shutdown, and may not begin without tokens", async () => {
  const { farebox, spent, businessId } = await newCustomer("Rooms");
  const callbacks: (() => Promise<void>)[] = [];
  const job = {
    job: { id: "AJ_1" },
    addShutdownCallback: (callback: () => Promise<void>) => void callbacks.push(callback),
    shutdown: () => undefined,
  };
  const session = { interrupt: () => undefined, say: () => ({ waitForPlayout: async () => undefined }) };
  const { ended } = await payForConversation(farebox, { job, session, agentId: "front-desk" });
  await Promise.all(callbacks.map((callback) => callback()));
  const { outcome, elapsedSeconds } = await ended;
  expect(outcome).toBe("captured");
  expect(await spent()).toBe(exactCharge("inbound_call", elapsedSeconds));

  await admin().record([{ key: "nearly-all", service: "sms", quantity: 190 }], businessId);
  await expect(
    payForConversation(farebox, { job: { ...job, job: { id: "AJ_2" } }, session, agentId: "x" }),
  ).rejects.toThrow(expect.objectContaining({ code: "below_call_floor" }));
});

test("Twilio's signature of its own documented example is accepted, and nothing else is", () => {
  const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
  const [caller, to] = ["+12349013030", "+18005551212"];
  const fields = { CallSid: "CA1234567890ABCDE", Caller: caller, Digits: "1234", From: caller, To: to };
  const signature = "0/KCTR6DLpKmkAf8muzZqo1nDgQ=";
  expect(isFromTwilio("12345", { signature, url, fields })).toBe(true);
  expect(isFromTwilio("12346", { signature, url, fields })).toBe(false);
  expect(isFromTwilio("12345", { signature, url: `${url}0`, fields })).toBe(false);
  expect(isFromTwilio("12345", { signature, url, fields: { ...fields, Digits: "1235" } })).toBe(false);
  expect(isFromTwilio("12345", { signature: "", url, fields })).toBe(false);
  expect(connectToAgent('wss://x.example/media?a=1&b="2"', "front")).toContain(
    'url="wss://x.example/media?a=1&amp;b=&quot;2&quot;"',
  );
});
