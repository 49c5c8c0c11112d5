import type { Fleet } from "../fleet/fleet.ts";
import type { Door } from "../product/door.ts";
import { boundsOf, toMicro } from "./expected.ts";

/** Something that must not be, and the minute by which it was. */
export class BrokenBooks extends Error {}

/** Every balance as it must be by what was acknowledged until now. */
export async function checkMinute(door: Door, fleet: Fleet): Promise<void> {
  await Promise.all(
    fleet.businesses.map(async (business, index) => {
      const balance = await door.must<Balance>("GET", "/balance", { business: business.id });
      const [available, held, debt, total] = [balance.available, balance.held, balance.debt, balance.total].map(
        toMicro,
      ) as [bigint, bigint, bigint, bigint];
      const { least, most } = boundsOf(fleet, index);
      const about = `${business.plan.name}: available ${available}, held ${held}, debt ${debt}, total ${total}`;
      if (available < 0n || held < 0n || debt !== 0n) throw new BrokenBooks(`${about}: below nothing`);
      if (total !== available + held - debt) throw new BrokenBooks(`${about}: they do not add up`);
      if (total < least || total > most)
        throw new BrokenBooks(`${about}: acknowledged effects leave ${least} to ${most} micro-tokens`);
    }),
  );
}

type Balance = { readonly available: number; readonly held: number; readonly debt: number; readonly total: number };
