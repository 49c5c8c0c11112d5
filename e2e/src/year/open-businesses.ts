import { billingClient } from "../billing-client.ts";
import { newBuyer } from "../buyer.ts";
import { inDatabase } from "../in-database.ts";
import { inLanes } from "../in-lanes.ts";
import type { Product } from "../product.ts";
import type { SignedIn } from "../signed-in.ts";
import type { StripeSide } from "../stripe-side.ts";
import type { Role } from "./cast.ts";
import { drawDays } from "./synthetic-usage.ts";

/** One business of the year: what it is, and what was done to it. */
export type YearBusiness = {
  readonly role: Role;
  readonly id: string;
  readonly customerId: string;
  /** How many events each day has. */
  readonly usage: readonly number[];
  /** What was done to it that it should have been told of. */
  readonly done: string[];
  /** Events that were recorded. */
  recorded: number;
  plan: {
    readonly anchorAt: number;
    readonly key: string;
    /** What it becomes at the end of a month; null is its end. */
    readonly next: { readonly key: string | null; readonly at: number } | null;
    readonly endedAt: number | null;
  } | null;
  /** Each brought tokens of its own. */
  upgrades: number;
};

export type World = {
  readonly product: Product;
  readonly side: StripeSide;
  /** Owns those that are told by mail and those that buy by themselves. */
  readonly owner: SignedIn;
  readonly hookUrl: string;
};

export function openBusinesses(world: World, cast: readonly Role[], days: number): Promise<YearBusiness[]> {
  return inLanes(cast, 4, async (role) => {
    const { businessId: id, customerId } = await newBuyer(world.product, world.side, role.name);
    await inDatabase(world.product, "update businesses set time_zone = $2 where id = $1", [id, role.timeZone]);
    await setUp(world, { role, id });
    const usage = drawDays(role.random, { days, events: role.events });
    return { role, id, customerId, usage, done: [], recorded: 0, plan: null, upgrades: 0 };
  });
}

async function setUp({ product, owner, hookUrl }: World, { role, id: business }: { role: Role; id: string }) {
  const billing = billingClient({ url: product.url, key: product.operatorKey });
  if (role.isTold || role.hasTopUp) await owner.own(business);
  if (role.isTold) await billing.must("POST", "/webhook-endpoints", { business, body: { url: hookUrl } });
  if (role.alerts !== null) {
    const rules = role.alerts.map((rule) => ({ ...rule, channels: ["in_app", "email", "webhook"] }));
    await billing.must("PUT", "/alerts", { business, body: { rules } });
  }
  if (!role.hasTopUp) return;
  const body = { enabled: true, belowTokens: 60, package: "starter_pack", monthlyCap: 10_000_000, consent: true };
  await owner.put("/auto-top-up", { business, body });
}
