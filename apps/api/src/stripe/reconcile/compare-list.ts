import type { Instant } from "@farebox/billing-core";
import { describeFailure } from "../describe-failure.ts";
import type { Settled } from "../verdict.ts";
import { chunks } from "./missed-events.ts";
import type { ListName, ProviderList } from "./provider-lists.ts";
import type { ReconcileDeps } from "./reconcile.ts";

/** Walks one of the provider's lists, a page at a time, and books what our books lack. */
export async function compareList(deps: ReconcileDeps, list: ProviderList, since: Instant): Promise<Compared> {
  const compared = { listed: 0, repaired: 0, drift: [] as Drift[] };
  for await (const page of list.pages(deps, { gte: Math.floor(since / 1_000) })) {
    compared.listed += page.listed;
    for (const ids of chunks(page.suspectIds, AT_ONCE)) {
      const settled = await Promise.all(ids.map((id) => settle(deps, list, id)));
      for (const outcome of settled) {
        if ("problem" in outcome) compared.drift.push(outcome);
        else compared.repaired += outcome.repaired;
      }
    }
  }
  return compared;
}

export type Compared = { readonly listed: number; readonly repaired: number; readonly drift: readonly Drift[] };

/** An object that our books cannot follow. */
export type Drift = {
  readonly list: ListName;
  readonly id: string;
  readonly businessId: string | null;
  readonly problem: string;
};

const AT_ONCE = 6;

async function settle(deps: ReconcileDeps, list: ProviderList, id: string): Promise<Drift | { repaired: number }> {
  const told = (businessId: string | null, problem: string): Drift => ({ list: list.name, id, businessId, problem });
  try {
    const settled = await list.book(deps, id);
    if (settled.status === "quarantined") return told(settled.businessId, settled.problem ?? "does not fit");
    return { repaired: isRepair(list, settled) ? 1 : 0 };
  } catch (failure) {
    return told(null, describeFailure(failure));
  }
}

function isRepair(list: ProviderList, { status, news }: Settled): boolean {
  return status === "done" && (news > 0 || list.isStanding);
}
