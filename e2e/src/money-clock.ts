import { billingClient } from "./billing-client.ts";
import type { Product } from "./product.ts";

/** Money time of the whole system, the provider's stand-in with it. */
export function moneyClock({ url, operatorKey }: Pick<Product, "url" | "operatorKey">) {
  const billing = billingClient({ url, key: operatorKey });
  return {
    now: async () => Date.parse((await billing.must<{ now: string }>("GET", "/sandbox/clock")).now),
    /** Answers when everything that fell due on the way has happened, at both sides. */
    moveTo: async (instant: number) => {
      await billing.must("POST", "/sandbox/clock", { body: { now: new Date(instant).toISOString() } });
    },
    moveBy: async (advanceSeconds: number) => {
      await billing.must("POST", "/sandbox/clock", { body: { advanceSeconds } });
    },
    /** Until both sides have nothing left to do now. */
    settle: async () => {
      await billing.must("POST", "/sandbox/clock", { body: { advanceSeconds: 0 } });
    },
  };
}
