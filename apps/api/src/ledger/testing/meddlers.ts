import { type Database, setClockOffset } from "@farebox/db";
import { newId } from "../../new-id.ts";
import type { TestLedger } from "./open-test-ledger.ts";

/**
 * Everybody who changes, past the door, what decisions about a business read: one statement of his own each. The zone is not
 * among it: totals by day are kept in the one a business was made with.
 */
export const MEDDLERS = {
  nobody: async () => undefined,
  suspends: ({ bench, businessId }) =>
    bench.owner("update businesses set suspended_at = now(), suspended_reason = 'unpaid' where id = $1", [businessId]),
  "lifts a suspension": ({ bench, businessId }) =>
    bench.owner("update businesses set suspended_at = null, suspended_reason = null where id = $1", [businessId]),
  "lets it go into debt": ({ bench, businessId, size }) =>
    bench.owner("update businesses set overdraft_limit_micro = $2 where id = $1", [businessId, size * 500_000]),
  "limits its calls": ({ bench, businessId, size }) =>
    bench.owner(
      "update businesses set concurrent_calls_limit = $2, concurrent_calls_limit_set_at = now() where id = $1",
      [businessId, size % 4],
    ),
  "leaves its calls to the plan": ({ bench, businessId }) =>
    bench.owner(
      "update businesses set concurrent_calls_limit = null, concurrent_calls_limit_set_at = null where id = $1",
      [businessId],
    ),
  "changes the plan": ({ bench, size }) =>
    bench.owner("update subscription_plans set concurrent_calls_limit = $1 where key = 'free'", [1 + (size % 5)]),
  "caps it": ({ bench, businessId, size }) =>
    bench.owner(
      `insert into business_caps (business_id, agent_id, every, limit_micro) values ($1, '', 'day', $2)
       on conflict (business_id, agent_id, every) do update set limit_micro = excluded.limit_micro`,
      [businessId, size * 2_000_000],
    ),
  "takes its caps away": ({ bench, businessId }) =>
    bench.owner("delete from business_caps where business_id = $1", [businessId]),
  "draws a line to be warned at": ({ bench, businessId, size }) =>
    bench.owner(
      `insert into alert_rules (business_id, id, kind, threshold, channels, set_by_owner)
       values ($1, $2, 'tokens', $3, '{email}', true)
       on conflict (business_id, kind, threshold) do nothing`,
      [businessId, newId(), (1 + size) * 1_000_000],
    ),
  "wants no warnings": ({ bench, businessId }) =>
    bench.owner("delete from alert_rules where business_id = $1", [businessId]),
  "gives it prices of its own": ({ bench, businessId, size }) =>
    bench.owner(
      `with card as (
         insert into rate_cards (id, business_id, version, valid_from)
         select $2, $1, count(*) + 1, to_timestamp(count(*)) from rate_cards where business_id = $1
         returning id
       )
       insert into token_rates (rate_card_id, service, tokens_micro, per, unit, shape)
       select card.id, priced.service, $3, 1, 'unit', priced.shape
       from card cross join (values ('sms', 'event'), ('outbound_call', 'call')) as priced (service, shape)`,
      [businessId, newId(), 10_000 * (1 + size)],
    ),
  "moves its clock": ({ bench, db, businessId, size }) =>
    bench
      .owner("select clock_offset_ms::float8 as at from businesses where id = $1", [businessId])
      .then(([row]) => setClockOffset(db.service, { businessId, clockOffsetMs: Number(row?.["at"]) + size * 7_000 })),
  "moves everybody's clock": ({ bench, size }) =>
    bench.owner("update sandbox_clock set offset_ms = offset_ms + $1", [size * 9_000]),
} as const satisfies Record<string, (about: Meddling) => Promise<unknown>>;

export type Meddling = {
  readonly bench: TestLedger;
  readonly db: Pick<Database, "service">;
  readonly businessId: string;
  /** How much of it, from 0 to 20. */
  readonly size: number;
};
