import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { openOtlpSink, type SentSpan } from "../src/otlp-sink.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";

const home = newHome();
let sink: Awaited<ReturnType<typeof openOtlpSink>>;
let product: Product;
beforeAll(async () => {
  sink = await openOtlpSink();
  product = await startProduct(home, {
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_BSP_SCHEDULE_DELAY: "200",
  });
});
afterAll(async () => {
  await product?.stop();
  await sink?.close();
  removeHome(home);
});

const childrenOf = (parent: SentSpan) => sink.spans.filter(({ parentSpanId }) => parentSpanId === parent.spanId);

test("a request, its decision and its commit are one trace; provider calls and jobs have theirs; nothing sent is in them", async () => {
  const client = billingClient({ url: product.url, key: product.operatorKey });
  const { id } = await client.createBusiness("Canary Ltd");
  await client.record([{ key: "canary-key", service: "sms", quantity: 1, ref: "canary-ref" }], id);
  await client.must("POST", "/admin/reconcile", { body: {} });

  const named = (name: string) => sink.spans.find((span) => span.name === name);
  await expect.poll(() => named("POST /api/billing/usage"), { timeout: 20_000 }).toBeDefined();
  await expect.poll(() => named("job expire_due"), { timeout: 20_000 }).toBeDefined();
  await expect
    .poll(() => sink.spans.some(({ name }) => /^provider GET \/v1\/[a-z_]+$/.test(name)), { timeout: 20_000 })
    .toBe(true);
  const request = named("POST /api/billing/usage") as SentSpan;
  const decision = childrenOf(request).find(({ name }) => name === "ledger.decide") as SentSpan;
  expect(decision.attributes).toContainEqual({ key: "command", value: { stringValue: "record_usage" } });
  expect(childrenOf(decision).map(({ name }) => name)).toContain("ledger.commit");
  expect(new Set([request, decision, ...childrenOf(decision)].map(({ traceId }) => traceId)).size).toBe(1);

  const everything = JSON.stringify(sink.spans);
  for (const secret of ["canary", product.operatorKey, id, product.databaseUrl])
    expect(everything).not.toContain(secret);
});
