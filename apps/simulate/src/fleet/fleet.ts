import type { Plan, PlannedBusiness, PlannedWork } from "../plan/plan.ts";
import type { Door } from "../product/door.ts";
import type { FleetCall } from "./call.ts";

export type FleetBusiness = {
  readonly plan: PlannedBusiness;
  readonly id: string;
  readonly calls: readonly FleetCall[];
  readonly works: readonly (PlannedWork & { isRecorded: boolean })[];
  /** Whole tokens that are certainly there: its trial, grants, and purchases seen paid. */
  given: bigint;
  /** Whole tokens of purchases that may have been paid meanwhile. */
  maybePaid: bigint;
  /** Purchases that wait to be seen paid. */
  openPurchases: readonly string[];
  hasOwnPrices: boolean;
};

export type Fleet = { readonly businesses: readonly FleetBusiness[] };

export const TRIAL = 100n;
/** More than any plan spends. */
export const RICH = 100_000;

/** Makes the businesses of a plan, with what they start with. */
export async function createFleet(door: Door, plan: Plan, cookie: string): Promise<Fleet> {
  const businesses = await Promise.all(
    plan.businesses.map(async (business): Promise<FleetBusiness> => {
      // Who buys by a rule has a person who agreed to it; a person's business has an id of the product's choice.
      const { id } = await door.must<{ id: string }>(
        "POST",
        "/businesses",
        business.topsUp
          ? { body: { name: business.name }, cookie }
          : { body: { id: idOf(plan.seed, business.index), name: business.name } },
      );
      if (!business.isPoor)
        await door.must("POST", "/grants", {
          business: id,
          body: { key: "rich", tokens: RICH, source: "promotion", reason: "for the simulation" },
        });
      return {
        plan: business,
        id,
        calls: plan.calls
          .filter((call) => call.business === business.index)
          .map((call) => waiting(call, id))
          .sort((left, right) => left.plan.startStep - right.plan.startStep),
        works: plan.works
          .filter((work) => work.business === business.index)
          .map((work) => ({ ...work, isRecorded: false })),
        given: TRIAL + (business.isPoor ? 0n : BigInt(RICH)),
        maybePaid: 0n,
        openPurchases: [],
        hasOwnPrices: false,
      };
    }),
  );
  return { businesses };
}

function waiting(plan: FleetCall["plan"], businessId: string): FleetCall {
  return {
    plan,
    businessId,
    hasOwnPrices: false,
    state: "waiting",
    holdId: "",
    grantedSeconds: 0,
    isFinal: false,
    lastSeq: 0,
    heardSeconds: 0,
    acknowledged: null,
  };
}

/** The same business in every run of a seed: a creation that was not answered is the same when it is sent again. */
function idOf(seed: number, index: number): string {
  return `5eed0000-${hex(seed, 8).slice(0, 4)}-4${hex(seed, 8).slice(5)}-8${hex(index, 3)}-${hex(seed, 12)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0").slice(-digits);
}
