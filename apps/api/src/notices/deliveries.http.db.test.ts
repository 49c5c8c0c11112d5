import { insertNotice } from "@farebox/db";
import { claimDeliveries, removeOldDeliveries } from "@farebox/db/outbox";
import { SAMPLE_NOTICES } from "@farebox/notices/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type MailSink, openMailSink } from "../mail/testing/mail-sink.ts";
import { newId } from "../new-id.ts";
import { startTestProduct, type TestPerson, type TestProduct } from "../testing/test-product.ts";
import { relayNotices } from "./relay.ts";

let sink: MailSink;
let product: TestProduct;
const people: Record<"owner" | "billing" | "member" | "unverified", TestPerson> = {} as never;
let businessId: string;
beforeAll(async () => {
  sink = await openMailSink();
  product = await startTestProduct({ variables: { SMTP_URL: sink.url, MAIL_FROM: "Farebox <billing@example.com>" } });
  for (const name of ["owner", "billing", "member", "unverified"] as const)
    people[name] = await product.createPerson(`${name}@example.com`);
  await product.owner("update users set email_verified = true where email <> 'unverified@example.com'");
});
beforeEach(async () => {
  const { owner, billing, member } = people;
  businessId = await product.createBusiness({ members: { owner, billing, member } });
});
afterAll(async () => {
  await product.stop();
  await sink.close();
});

/** Has the business told something; answers the notice's id. */
async function tell(sample = "unusual-day", channels: readonly ("in_app" | "email" | "webhook")[] | null = null) {
  const told = SAMPLE_NOTICES[sample];
  if (told === undefined) throw new Error(`there is no sample ${sample}`);
  const id = newId();
  const notice = { ...told, id, dedupeKey: `test:${id}`, channels, occurredAt: Date.now() };
  await insertNotice(product.deps.db.service, { businessId, notice });
  return id;
}

const settle = () => product.deps.deliveries.workUntilSettled();
const mailsOf = async (noticeId: string) => {
  const rows = await product.owner<{ id: string }>("select id from notice_deliveries where notice_id = $1", [noticeId]);
  const ids = rows.map(({ id }) => `<${id}@example.com>`);
  return sink.mails.filter((mail) => ids.includes(mail.header("Message-ID") ?? ""));
};
const moveClock = (seconds: number) =>
  product.owner("update sandbox_clock set offset_ms = offset_ms + $1", [seconds * 1_000]);

function ask<Answer = Listed>(person: TestPerson, method: string, path: string, body?: unknown): Promise<Answer> {
  return fetch(`${product.url}/api/billing${path}`, {
    method,
    headers: { ...person.headers, "farebox-business": businessId, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).then((answer) => answer.json() as Promise<Answer>);
}

type Listed = {
  readonly items: readonly { readonly id: string }[];
  readonly nextCursor: string | null;
  readonly unread: number;
};

test("owners and the billing role get each notice by mail once, others and unproven addresses do not", async () => {
  await product.owner("insert into members (business_id, id, user_id, role) values ($1, $2, $3, 'owner')", [
    businessId,
    newId(),
    people.unverified.userId,
  ]);
  const id = await tell();
  const inAppOnly = await tell("unusual-day", ["in_app"]);
  const another = await product.startAnother();
  await Promise.all([settle(), another.deps.deliveries.workUntilSettled(), settle()]);
  const mails = await mailsOf(id);
  expect(mails.flatMap(({ recipients }) => recipients).sort()).toEqual(["billing@example.com", "owner@example.com"]);
  expect(await mailsOf(inAppOnly)).toEqual([]);
  const [mail] = mails;
  expect(mail?.header("Subject")).toContain("Unusual use on 27 May 2026");
  expect(mail?.header("Content-Type")).toContain("multipart/alternative");
  expect(mail?.header("List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
});

test("one click in a mail program ends mails of that kind for that person, looking at the link does not, and undo works", async () => {
  const first = await tell();
  await settle();
  const mail = (await mailsOf(first)).find(({ recipients }) => recipients.includes("owner@example.com"));
  const link = /<(.+)>/.exec(mail?.header("List-Unsubscribe") ?? "")?.[1] ?? "";
  const kinds = async () => (await ask(people.owner, "GET", "/notices/preferences")).items;
  const page = await fetch(link);
  expect([page.status, (await page.text()).includes("Stop these e-mails")]).toEqual([200, true]);
  expect(await kinds()).toContainEqual({ kind: "unusual_day", email: true });

  const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
  expect((await fetch(link, { method: "POST", body })).status).toBe(200);
  expect((await fetch(link, { method: "POST", body })).status).toBe(200);
  expect(await kinds()).toContainEqual({ kind: "unusual_day", email: false });
  const second = await tell();
  await settle();
  expect((await mailsOf(second)).flatMap(({ recipients }) => recipients)).toEqual(["billing@example.com"]);

  expect((await fetch(link.replace("/unsubscribe", "/subscribe"), { method: "POST" })).status).toBe(200);
  expect(await kinds()).toContainEqual({ kind: "unusual_day", email: true });
  expect((await fetch(`${link}x`, { method: "POST", body })).status).toBe(404);
});

test("who said no while a mail waited does not get it, and neither does who left", async () => {
  await sink.close();
  const id = await tell();
  await settle();
  await ask(people.owner, "PUT", "/notices/preferences", { items: [{ kind: "unusual_day", email: false }] });
  await product.owner("delete from members where business_id = $1 and user_id = $2", [
    businessId,
    people.billing.userId,
  ]);
  sink = await openMailSink({ port: sink.port });
  await moveClock(3_600);
  await settle();
  const rows = await product.owner("select status from notice_deliveries where notice_id = $1", [id]);
  expect(rows).toEqual([{ status: "dropped" }, { status: "dropped" }]);
  expect(sink.mails).toEqual([]);
});

test("a mail server that is away keeps nobody, is not asked for each mail, and what waited goes out once when it is back", async () => {
  await sink.close();
  const ids = await Promise.all(Array.from({ length: 12 }, () => tell()));
  await settle();
  const [first] = await product.owner<{ tried: number }>(
    "select sum(attempts)::int as tried from notice_deliveries where business_id = $1",
    [businessId],
  );
  expect(first?.tried).toBeLessThan(24);
  for (let hour = 0; hour < 24; hour += 1) {
    await moveClock(3_600);
    await settle();
  }
  sink = await openMailSink({ port: sink.port });
  const working = new AbortController();
  const worker = product.deps.deliveries.work(working.signal);
  // Nobody moves the clock any more: that the server is back is noticed by itself.
  const givesUpAt = performance.now() + 30_000;
  while (sink.mails.length < 24 && performance.now() < givesUpAt)
    await new Promise((resolve) => setTimeout(resolve, 50));
  working.abort();
  await worker;
  await settle();
  const counts = await Promise.all(ids.map(async (id) => (await mailsOf(id)).length));
  expect(counts).toEqual(ids.map(() => 2));
  expect(sink.mails).toHaveLength(24);
}, 60_000);

test("a worker that died over a delivery is followed by another, which sends the same mail", async () => {
  const id = await tell("unusual-day", ["email"]);
  expect(await relayNotices(product.deps)).toBe(1);
  const claimed = await claimDeliveries(product.deps.db.service, { channel: "email", limit: 100, leaseSeconds: 60 });
  expect(claimed.map(({ notice }) => notice.id)).toContain(id);
  await product.owner("update notice_deliveries set claimed_until = now() - interval '1 second' where notice_id = $1", [
    id,
  ]);
  await settle();
  const mails = await mailsOf(id);
  expect(mails.map((mail) => mail.header("Message-ID")).sort()).toEqual(
    claimed.map(({ deliveryId }) => `<${deliveryId}@example.com>`).sort(),
  );
});

test("an address that the server refuses for good is given up at once, one it refuses for now is tried again", async () => {
  sink.refuseRecipients(550);
  const gone = await tell();
  await settle();
  sink.refuseRecipients(450);
  const later = await tell();
  await settle();
  sink.refuseRecipients(null);
  await moveClock(120);
  await settle();
  const statusOf = async (id: string) =>
    (
      await product.owner<{ status: string }>("select distinct status from notice_deliveries where notice_id = $1", [
        id,
      ])
    ).map(({ status }) => status);
  expect([await statusOf(gone), await statusOf(later)]).toEqual([["failed"], ["delivered"]]);
});

test("a server that is away for good is given up after days, and says so", async () => {
  await sink.close();
  const id = await tell();
  for (let day = 0; day < 14; day += 1) {
    await settle();
    await moveClock(86_400);
  }
  await settle();
  sink = await openMailSink({ port: sink.port });
  const rows = await product.owner<{ status: string; last_error: string }>(
    "select status, last_error from notice_deliveries where notice_id = $1",
    [id],
  );
  expect(rows.map(({ status }) => status)).toEqual(["failed", "failed"]);
  expect(rows[0]?.last_error).toMatch(/no mail server/);
}, 60_000);

test("of calls that fall silent within an hour one is mailed, and all are listed", async () => {
  const ids = [await tell("hold-abandoned"), await tell("hold-abandoned"), await tell("hold-abandoned")];
  await settle();
  const counts = await Promise.all(ids.map(async (id) => (await mailsOf(id)).length));
  // An hour may begin between them, which mails one more.
  expect(counts.filter((count) => count > 0).length).toBeLessThanOrEqual(2);
  expect(counts[0]).toBe(2);
  expect((await ask(people.member, "GET", "/notices")).items).toHaveLength(3);
});

test("the list is newest first, in pages, and each person reads for themselves", async () => {
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) ids.unshift(await tell());
  const first = await ask(people.member, "GET", "/notices?limit=3");
  expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 3));
  expect(first.unread).toBe(5);
  const rest = await ask(people.member, "GET", `/notices?limit=3&cursor=${first.nextCursor}`);
  expect([rest.items.map(({ id }) => id), rest.nextCursor]).toEqual([ids.slice(3), null]);
  expect(first.items[0]).toMatchObject({ kind: "unusual_day", readAt: null, details: { charged: 812.4, usual: 151 } });

  expect(await ask(people.member, "POST", "/notices/read", { ids: ids.slice(0, 2) })).toEqual({ unread: 3 });
  expect((await ask(people.owner, "GET", "/notices")).unread).toBe(5);
  expect(await ask(people.owner, "POST", "/notices/read", { all: true })).toEqual({ unread: 0 });
  expect((await ask(people.member, "GET", "/notices")).unread).toBe(3);
});

test("who follows the balance hears of a notice that no commit caused", async () => {
  const versionOf = async () => (await ask<{ version: number }>(people.owner, "GET", "/balance")).version;
  const before = await versionOf();
  await tell();
  await settle();
  expect(await versionOf()).toBeGreaterThan(before);
});

test("what waits, how long, and what came of attempts can be watched", async () => {
  const text = await product.deps.metrics.registry.metrics();
  expect(text).toMatch(/farebox_notice_attempts_total\{channel="email",outcome="delivered"\} \d/);
  for (const name of ["farebox_notices_not_fanned_out 0", "farebox_notice_relay_lag_seconds 0"])
    expect(text).toContain(name);
  expect(text).toMatch(/farebox_notice_deliveries_waiting\{channel="email"\} 0/);
  expect(text).toMatch(/farebox_notice_deliveries_failed\{channel="email"\} [1-9]/);
});

test("how a notice was delivered is forgotten after 90 days, piece by piece; what waits and the notice itself are not", async () => {
  const [old, recent] = [await tell(), await tell()];
  await settle();
  await product.owner("update notice_deliveries set finished_at = now() - interval '91 days' where notice_id = $1", [
    old,
  ]);
  expect(await removeOldDeliveries(product.deps.db.service, 1)).toBe(1);
  expect(await removeOldDeliveries(product.deps.db.service, 100)).toBe(1);
  expect(await removeOldDeliveries(product.deps.db.service, 100)).toBe(0);
  const kept = await product.owner<{ id: string }>(
    "select notice_id as id from notice_deliveries where notice_id = any ($1)",
    [[old, recent]],
  );
  expect(kept.map(({ id }) => id)).toEqual([recent, recent]);
  const { items } = await ask(people.owner, "GET", "/notices");
  expect(items.map(({ id }) => id)).toEqual([recent, old]);
  await settle();
  expect(await mailsOf(old)).toEqual([]);
});
