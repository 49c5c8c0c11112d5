import { createHash } from "node:crypto";
import { OWN_PRICES } from "../books/expected.ts";
import type { Door } from "../product/door.ts";
import type { FleetBusiness } from "./fleet.ts";

/** Calls that begin from now on have prices of their own; those that run keep theirs. */
export async function agreeNewPrices(door: Door, business: FleetBusiness): Promise<void> {
  const digest = createHash("sha256").update(business.id).digest("hex");
  await door.must("POST", "/admin/business-plans", {
    business: business.id,
    body: {
      id: `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`,
      name: "Agreed in the simulation",
      interval: "month",
      price: { amount: 0, currency: "usd" },
      tokens: 0,
      rates: Object.entries(OWN_PRICES).map(([service, [micro, per]]) => ({
        service,
        tokens: Number(micro) / 1e6,
        per: Number(per),
      })),
    },
  });
  business.hasOwnPrices = true;
}
