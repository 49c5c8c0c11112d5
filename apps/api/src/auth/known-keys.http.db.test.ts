import { afterAll, beforeAll, expect, test } from "vitest";
import { bearer, procedureOf, restDoor, trpcDoor } from "../testing/doors.ts";
import type { TestProcess } from "../testing/test-process.ts";
import { startTestProduct, type TestPerson, type TestProduct } from "../testing/test-product.ts";
import { appRouter } from "../trpc/router.ts";

let product: TestProduct;
let another: TestProcess;
let owner: TestPerson;
let businessId: string;

beforeAll(async () => {
  product = await startTestProduct();
  another = await product.startAnother();
  owner = await product.createPerson("owner@example.com");
  businessId = await product.createBusiness({ members: { owner } });
});
afterAll(() => product.stop());

type Made = { readonly key: string; readonly apiKey: { readonly id: string } };

async function makeKey(): Promise<Made> {
  const procedure = procedureOf(appRouter, "apiKeys.create");
  const { data } = await restDoor.call(product.url, procedure, { headers: { ...owner.headers }, input: { name: "k" } });
  return data as Made;
}

async function codeOf(url: string, key: string): Promise<string | null> {
  const asked = { headers: bearer(key) };
  const balance = procedureOf(appRouter, "balance.get");
  const [byRest, byTrpc] = [await restDoor.call(url, balance, asked), await trpcDoor.call(url, balance, asked)];
  expect(byTrpc.error?.code).toBe(byRest.error?.code);
  return byRest.error?.code ?? null;
}

const LISTENERS = `select count(*)::int as count from pg_stat_activity
  where datname = current_database() and query ilike 'listen %' and state = 'idle'`;

test("a key that is revoked in one process is refused in another at once, however busy it is there", async () => {
  await expect.poll(async () => (await product.owner<{ count: number }>(LISTENERS))[0]?.count).toBe(2);
  const { key, apiKey } = await makeKey();
  expect([await codeOf(product.url, key), await codeOf(another.url, key)]).toEqual([null, null]);
  const procedure = procedureOf(appRouter, "apiKeys.revoke");
  await restDoor.call(product.url, procedure, { headers: { ...owner.headers }, input: { id: apiKey.id } });
  const revokedAt = performance.now();
  expect(await codeOf(product.url, key)).toBe("unauthenticated");
  // Well before a look would tell: told by the database, not by the clock.
  await expect.poll(() => codeOf(another.url, key), { timeout: 1_000, interval: 5 }).toBe("unauthenticated");
  expect(performance.now() - revokedAt).toBeLessThan(1_000);
});

test("a process that hears nothing learns within five seconds that a key was revoked", async () => {
  const { key, apiKey } = await makeKey();
  expect([await codeOf(product.url, key), await codeOf(another.url, key)]).toEqual([null, null]);
  // By nobody who would tell it.
  await product.owner("update api_keys set revoked_at = now() where id = $1", [apiKey.id]);
  const revokedAt = performance.now();
  for (const url of [product.url, another.url])
    await expect.poll(() => codeOf(url, key), { timeout: 6_000, interval: 20 }).toBe("unauthenticated");
  expect(performance.now() - revokedAt).toBeLessThan(5_500);
});

test("a listener that lost its session forgets what it knew, because it may have missed a word", async () => {
  const { key, apiKey } = await makeKey();
  expect(await codeOf(another.url, key)).toBeNull();
  await product.owner("update api_keys set revoked_at = now() where id = $1", [apiKey.id]);
  await product.owner(
    "select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %' and datname = current_database()",
  );
  await expect.poll(() => codeOf(another.url, key), { timeout: 6_000, interval: 5 }).toBe("unauthenticated");
});

test("a busy key is asked for once, and never makes another business visible", async () => {
  const foreign = await product.createBusiness({ name: "Foreign" });
  const { key } = await makeKey();
  const balance = procedureOf(appRouter, "balance.get");
  const ask = (headers: Record<string, string>) => restDoor.call(product.url, balance, { headers });
  const own = await Promise.all(Array.from({ length: 50 }, () => ask(bearer(key))));
  expect(own.every(({ data }) => (data as { businessId: string }).businessId === businessId)).toBe(true);
  const named = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      ask({ ...bearer(key), "farebox-business": index % 2 === 0 ? foreign : businessId }),
    ),
  );
  expect(named.map(({ status }) => status)).toEqual(named.map((_, index) => (index % 2 === 0 ? 404 : 200)));
  const foreignKey = await product.createKey(foreign, ["read"]);
  const mixed = await Promise.all(
    Array.from({ length: 50 }, (_, index) => ask(bearer(index % 2 === 0 ? foreignKey : key))),
  );
  expect(mixed.map(({ data }) => (data as { businessId: string }).businessId)).toEqual(
    mixed.map((_, index) => (index % 2 === 0 ? foreign : businessId)),
  );
});
