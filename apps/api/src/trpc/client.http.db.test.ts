import { createTRPCClient, httpBatchLink, httpLink, TRPCClientError } from "@trpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bearer } from "../testing/doors.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import type { AppRouter } from "./router.ts";

let product: TestProduct;
let headers: Record<string, string>;

beforeAll(async () => {
  product = await startTestProduct();
  headers = bearer(await product.createKey(await product.createBusiness({}), ["read", "usage:write"]));
});
afterAll(() => product.stop());

const clients = [
  [
    "one call a request",
    () => createTRPCClient<AppRouter>({ links: [httpLink({ url: `${product.url}/api/trpc`, headers })] }),
  ],
  [
    "batches",
    () =>
      createTRPCClient<AppRouter>({
        links: [httpBatchLink({ url: `${product.url}/api/trpc`, headers, maxItems: 20 })],
      }),
  ],
] as const;

/** What the client's error carries of ours. */
async function billingErrorOf(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TRPCClientError)) return error;
  return (error as TRPCClientError<AppRouter>).data?.billing;
}

test.each(clients)("the client reads answers and errors of every kind, with %s", async (_, create) => {
  const client = create();
  const [balance, plans] = await Promise.all([client.balance.get.query(), client.plans.list.query()]);
  expect(balance.available).toBe(0);
  expect(plans.items.length).toBeGreaterThan(0);
  // Refused by the procedure, by its schema, and before tRPC was reached.
  expect(await billingErrorOf(client.members.list.query())).toMatchObject({ code: "forbidden" });
  expect(await billingErrorOf(client.usage.record.mutate({ events: [] }))).toMatchObject({
    code: "validation_failed",
    fields: [{ path: "events" }],
  });
  const metadata = { note: "x".repeat(5 * 1024 * 1024) };
  const large = { events: [{ key: "a", service: "sms", quantity: 1, metadata }] };
  expect(await billingErrorOf(client.usage.record.mutate(large))).toMatchObject({
    code: "payload_too_large",
    retryable: false,
  });
});

test("metadata over 1 KiB is too large, by its path", async () => {
  const client = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${product.url}/api/trpc`, headers })] });
  const event = (note: string) => ({ events: [{ key: "a", service: "sms", quantity: 1, metadata: { note } }] });
  const error = await billingErrorOf(client.usage.record.mutate(event("x".repeat(2_000))));
  expect(error).toMatchObject({ fields: [{ path: "events.0.metadata" }] });
});
