import { afterAll, beforeAll, expect, test } from "vitest";
import { procedureOf, restDoor } from "../testing/doors.ts";
import { startTestProduct, type TestPerson, type TestProduct } from "../testing/test-product.ts";
import { appRouter } from "../trpc/router.ts";

let product: TestProduct;
let owner: TestPerson;

beforeAll(async () => {
  product = await startTestProduct();
  owner = await product.createPerson("owner@example.com");
});
afterAll(() => product.stop());

type Item = { id: string; userId: string; email: string; role: string };

async function call<Data>(name: string, person: TestPerson, input: object = {}, businessId?: string) {
  const headers = { ...person.headers, ...(businessId !== undefined && { "farebox-business": businessId }) };
  const answer = await restDoor.call(product.url, procedureOf(appRouter, name), { headers, input });
  return { ...answer, data: answer.data as Data };
}

async function members(person: TestPerson, businessId: string): Promise<Item[]> {
  return (await call<{ items: Item[] }>("members.list", person, {}, businessId)).data.items;
}

async function mailsTo(email: string): Promise<{ subject: string; text: string }[]> {
  const answer = (await (await fetch(`${product.url}/dev/mail.json`)).json()) as {
    items: { to: string; subject: string; text: string }[];
  };
  return answer.items.filter(({ to }) => to === email);
}

test("an invitation goes by mail, is bound to its address, and works once", async () => {
  const businessId = await product.createBusiness({ name: "Harbour Dental", members: { owner } });
  const guest = await product.createPerson("guest@example.com");
  const stranger = await product.createPerson("stranger@example.com");
  const invited = await call<Item>(
    "members.invite",
    owner,
    { email: "Guest@Example.com", role: "billing" },
    businessId,
  );
  expect(invited.data).toMatchObject({ email: "guest@example.com", role: "billing" });

  const mail = (await mailsTo("guest@example.com")).find(({ subject }) => subject.includes("invites you"));
  const id = /\/invitations\/([0-9a-f-]{36})/.exec(mail?.text ?? "")?.[1] ?? "";
  expect(id).toBe(invited.data.id);

  expect((await call("members.invitation", stranger, { id })).error?.code).toBe("not_found");
  expect((await call("members.accept", stranger, { id })).error?.code).toBe("not_found");
  expect((await call("members.invitation", guest, { id })).data).toMatchObject({
    businessName: "Harbour Dental",
    role: "billing",
  });

  const accepted = await Promise.all([1, 2, 3].map(() => call("members.accept", guest, { id })));
  expect(accepted.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
  const list = await members(owner, businessId);
  expect(list.map(({ email, role }) => `${email} ${role}`)).toEqual([
    "owner@example.com owner",
    "guest@example.com billing",
  ]);
  const again = await call("members.invite", owner, { email: "guest@example.com", role: "member" }, businessId);
  expect(again.error).toMatchObject({ code: "validation_failed", fields: [{ path: "email" }] });
});

test("an invitation that was withdrawn, replaced, declined or expired cannot be accepted", async () => {
  const businessId = await product.createBusiness({ members: { owner } });
  const guest = await product.createPerson("late@example.com");
  const invite = async () =>
    (await call<Item>("members.invite", owner, { email: "late@example.com", role: "member" }, businessId)).data.id;

  const replaced = await invite();
  const withdrawn = await invite();
  expect((await call("members.accept", guest, { id: replaced })).status).toBe(404);
  expect((await call("members.withdraw", owner, { id: withdrawn }, businessId)).status).toBe(200);
  expect((await call("members.accept", guest, { id: withdrawn })).status).toBe(404);

  const declined = await invite();
  expect((await call("members.decline", guest, { id: declined })).status).toBe(200);
  expect((await call("members.accept", guest, { id: declined })).status).toBe(404);

  const expired = await invite();
  await product.owner("update invitations set expires_at = now() - interval '1 second' where id = $1", [expired]);
  expect((await call("members.accept", guest, { id: expired })).status).toBe(404);
  expect((await call<{ items: unknown[] }>("members.invitations", owner, {}, businessId)).data.items).toEqual([]);
});

test("who is a member already keeps the role, and is told that one", async () => {
  const businessId = await product.createBusiness({ members: { owner } });
  const guest = await product.createPerson("already@example.com");
  const offer = { email: guest.email, role: "owner" };
  const { id } = (await call<Item>("members.invite", owner, offer, businessId)).data;
  await product.owner(
    "insert into members (business_id, id, user_id, role) values ($1, gen_random_uuid(), $2, 'member')",
    [businessId, guest.userId],
  );
  expect((await call("members.accept", guest, { id })).data).toEqual({ businessId, role: "member" });
});

test("one address gets only so many invitations, whoever sends them (A31)", async () => {
  const ids = await Promise.all([1, 2].map(() => product.createBusiness({ members: { owner } })));
  const invite = (index: number) =>
    call("members.invite", owner, { email: "Flooded@example.com", role: "member" }, ids[index % 2] ?? "");
  const statuses: number[] = [];
  for (let index = 0; index < 5; index += 1) statuses.push((await invite(index)).status);
  expect(statuses).toEqual(Array(5).fill(200));
  const refused = await invite(5);
  expect(refused.error).toMatchObject({ code: "rate_limited", retryable: true });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await mailsTo("flooded@example.com")).toHaveLength(5);
});

test("a business sends only so many invitations (A31)", async () => {
  const businessId = await product.createBusiness({ members: { owner } });
  const statuses = await Promise.all(
    Array.from({ length: 52 }, async (_, index) => {
      const input = { email: `guest-${index}@example.com`, role: "member" };
      return (await call("members.invite", owner, input, businessId)).status;
    }),
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(50);
  expect(statuses.filter((status) => status === 429)).toHaveLength(2);
});

test("no more than a hundred invitations are open at once, also when many are sent at once", async () => {
  const businessId = await product.createBusiness({ members: { owner } });
  await product.owner(
    `insert into invitations (business_id, id, email, role, inviter_id, expires_at)
     select $1, gen_random_uuid(), 'open-' || n || '@example.com', 'member', 'x', now() + interval '1 day'
     from generate_series(1, 98) n`,
    [businessId],
  );
  const invite = (email: string) => call("members.invite", owner, { email, role: "member" }, businessId);
  const many = await Promise.all([1, 2, 3, 4, 5].map((index) => invite(`more-${index}@example.com`)));
  expect(many.map(({ status }) => status).sort()).toEqual([200, 200, 400, 400, 400]);
  expect(many.find(({ error }) => error !== null)?.error).toMatchObject({
    code: "validation_failed",
    fields: [{ path: "email" }],
  });
  expect((await invite("open-1@example.com")).status).toBe(200);
});

test("the last owner can neither be removed nor demoted", async () => {
  const businessId = await product.createBusiness({ members: { owner } });
  const [self] = await members(owner, businessId);
  expect((await call("members.remove", owner, { id: self?.id }, businessId)).error).toMatchObject({
    code: "forbidden",
    details: { required: "another owner" },
  });
  expect((await call("members.setRole", owner, { id: self?.id, role: "member" }, businessId)).error?.code).toBe(
    "forbidden",
  );
});

test("two owners who remove each other at once leave one", async () => {
  const other = await product.createPerson("other@example.com");
  for (let round = 0; round < 5; round += 1) {
    const businessId = await product.createBusiness({ members: { owner } });
    await product.owner(
      "insert into members (business_id, id, user_id, role) values ($1, gen_random_uuid(), $2, 'owner')",
      [businessId, other.userId],
    );
    const list = await members(owner, businessId);
    const idOf = (person: TestPerson) => list.find(({ userId }) => userId === person.userId)?.id;
    await Promise.all([
      call("members.remove", owner, { id: idOf(other) }, businessId),
      call("members.remove", other, { id: idOf(owner) }, businessId),
    ]);
    const left = await product.owner("select from members where business_id = $1 and role = 'owner'", [businessId]);
    expect(left.length).toBe(1);
  }
});

test("a lowered role and a removal are felt with the next request (A06)", async () => {
  const helper = await product.createPerson("helper@example.com");
  const businessId = await product.createBusiness({ members: { owner } });
  await product.owner(
    "insert into members (business_id, id, user_id, role) values ($1, gen_random_uuid(), $2, 'owner')",
    [businessId, helper.userId],
  );
  const self = (await members(helper, businessId)).find(({ userId }) => userId === helper.userId);
  await call("members.setRole", owner, { id: self?.id, role: "member" }, businessId);
  expect((await call("members.list", helper, {}, businessId)).error?.code).toBe("forbidden");
  expect((await call("balance.get", helper, {}, businessId)).status).toBe(200);
  await call("members.remove", owner, { id: self?.id }, businessId);
  expect((await call("balance.get", helper, {}, businessId)).error?.code).toBe("not_found");
});

test("a member of another business cannot be changed from here (I10)", async () => {
  const mine = await product.createBusiness({ members: { owner } });
  const stranger = await product.createPerson("elsewhere@example.com");
  const theirs = await product.createBusiness({ members: { owner: stranger } });
  const [theirOwner] = await members(stranger, theirs);
  expect((await call("members.remove", owner, { id: theirOwner?.id }, mine)).error?.code).toBe("not_found");
  expect((await call("members.setRole", owner, { id: theirOwner?.id, role: "member" }, mine)).error?.code).toBe(
    "not_found",
  );
});

test("a suspended business is read, and takes nobody new", async () => {
  const businessId = await product.createBusiness({ members: { owner } });
  await product.owner("update businesses set suspended_at = now(), suspended_reason = 'unpaid' where id = $1", [
    businessId,
  ]);
  expect((await call("balance.get", owner, {}, businessId)).status).toBe(200);
  expect((await call("members.list", owner, {}, businessId)).status).toBe(200);
  const invited = await call("members.invite", owner, { email: "new@example.com", role: "member" }, businessId);
  expect(invited.error).toMatchObject({ code: "business_suspended", details: { reason: "unpaid" } });
});
