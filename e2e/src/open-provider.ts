import { startStripeSandbox } from "@farebox/stripe-sandbox";
import { freePort } from "./free-port.ts";
import { newHome, type Product, removeHome, startProduct } from "./product.ts";
import type { RecordingProxy } from "./recording-proxy.ts";
import { type StripeSide, stripeSide } from "./stripe-side.ts";
import { syncCatalogue } from "./sync-catalogue.ts";

const SECRET = "whsec_of_a_provider_that_stays";

/**
 * The product beside a provider that is not part of it: however the product is killed, the provider remembers what happened
 * and goes on delivering, each second again until it is taken. With a proxy the product reaches the provider through that.
 */
export async function openProductAndProvider(proxy: RecordingProxy | null = null): Promise<ProductAndProvider> {
  const home = newHome();
  const port = await freePort();
  const bugs: unknown[] = [];
  const sandbox = await startStripeSandbox({
    webhooks: [{ url: `http://127.0.0.1:${port}/api/webhooks/stripe`, secret: SECRET }],
    deliveries: { timeoutMilliseconds: 2_000, retryAfterSeconds: Array.from({ length: 600 }, () => 1) },
    onBug: (cause) => bugs.push(cause),
  });
  proxy?.to(sandbox.url);
  const variables = {
    PORT: String(port),
    FAREBOX_STRIPE_URL: proxy?.url ?? sandbox.url,
    STRIPE_WEBHOOK_SECRET: SECRET,
  };
  let product = await startProduct(home, variables);
  await syncCatalogue(product, { FAREBOX_STRIPE_URL: sandbox.url });
  const side = stripeSide(sandbox.url);
  return {
    product: () => product,
    side,
    webhookSecret: SECRET,
    async restart(kill) {
      await kill(product);
      product = await startProduct(home, variables);
    },
    async untilDelivered() {
      for (;;) {
        const { pending } = await side.control<{ pending: number }>("POST", "/deliveries/settle", {});
        if (pending === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
    async close() {
      await product.stop();
      await sandbox.close();
      removeHome(home);
      if (bugs.length > 0) throw new AggregateError(bugs, "the payment stand-in met bugs of its own");
    },
  };
}

export type ProductAndProvider = {
  /** The one that runs now, or ran last. */
  readonly product: () => Product;
  readonly side: StripeSide;
  readonly webhookSecret: string;
  readonly restart: (kill: (product: Product) => Promise<void>) => Promise<void>;
  readonly untilDelivered: () => Promise<void>;
  readonly close: () => Promise<void>;
};
