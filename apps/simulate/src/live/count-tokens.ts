import type { CallEnd } from "@farebox/sdk";
import { BrokenBooks } from "../books/check-minute.ts";
import { exactCharge, toMicro } from "../books/expected.ts";
import { RICH, TRIAL } from "../fleet/fleet.ts";
import type { Door } from "../product/door.ts";
import type { LiveBusiness } from "./live-businesses.ts";
import type { Recorded } from "./play-besides.ts";
import type { Updates } from "./updates.ts";

/** Each business has what it was given without what its callers were told, at exact prices, and its pages show just that. */
export async function countTokens(door: Door, { businesses, recorded, ended, updates }: Played): Promise<void> {
  for (const { id } of businesses) {
    let left = (TRIAL + BigInt(RICH)) * 1_000_000n;
    for (const { businessId, end } of ended) {
      if (businessId !== id) continue;
      const charge = exactCharge("outbound_call", end.elapsedSeconds, false);
      if (end.outcome !== "captured" || toMicro(end.charged ?? 0) !== charge)
        throw new BrokenBooks(`${end.callId}: ${end.outcome}, ${end.elapsedSeconds} s for ${end.charged} tokens`);
      left -= charge;
    }
    for (const { businessId, charged } of recorded) if (businessId === id) left -= toMicro(charged);
    const { total, held } = await door.must<{ total: number; held: number }>("GET", "/balance", { business: id });
    if (toMicro(total) !== left || held !== 0)
      throw new BrokenBooks(`${id}: ${total} tokens, ${held} held; callers were told of ${left} micro-tokens`);
    for (const { last } of updates.pagesOf(id))
      if (last === null || toMicro(last.total) !== left || last.held !== 0 || last.liveCalls.length > 0)
        throw new BrokenBooks(`${id}: a page shows ${JSON.stringify(last)}, the balance is ${total}`);
  }
}

type Played = {
  readonly businesses: readonly LiveBusiness[];
  readonly recorded: readonly Recorded[];
  readonly ended: readonly { readonly businessId: string; readonly end: CallEnd }[];
  readonly updates: Updates;
};
