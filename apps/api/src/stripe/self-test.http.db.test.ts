import { afterAll, beforeAll, expect, test } from "vitest";
import { deliverToSelf } from "../http/deliver-to-self.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { WEBHOOK_PATH } from "./handled-events.ts";
import { proveRawBodies } from "./self-test.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct({ takesPayments: true, isCatalogueSynced: false });
});
afterAll(() => product.stop());

test("W23: a start finds that raw bodies reach the verifier, and refuses where something writes them anew", async () => {
  const { env, stripe } = product.deps;
  const deliver = deliverToSelf({ host: env.host }, product.server.port, WEBHOOK_PATH);
  await proveRawBodies(deliver, stripe.webhookSecrets);
  const tidied = (body: Buffer) => Buffer.from(JSON.stringify(JSON.parse(body.toString())));
  const behindProxy = proveRawBodies((body, signature) => deliver(tidied(body), signature), stripe.webhookSecrets);
  await expect(behindProxy).rejects.toThrow("answered 400");
  expect(await product.owner("select * from provider_events")).toEqual([]);
});
