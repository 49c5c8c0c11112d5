/** Kept while a history is filled in, and gone with the connection. */
export const CREATE_PLACE = `
create temp table filled_business (
  business_id uuid primary key,
  small_grant_id uuid not null,
  middle_grant_id uuid not null,
  large_grant_id uuid not null
);
create temp table filled_entry (
  business_id uuid not null,
  seq bigint not null,
  run_id uuid not null,
  kind text not null,
  amount bigint not null,
  grant_id uuid not null,
  balance_after bigint not null,
  at timestamptz(3) not null,
  hash bytea not null
)`;

/**
 * Three grants: a small one that expires and is spent first, a middle one, and one that nobody uses up. $1 the ids.
 * The small one lasts for some dozens of events, so that a part of all events is paid by two grants.
 */
export const FILL_BUSINESSES = `
insert into filled_business
select id, uuidv7('-31 days'), uuidv7('-31 days'), uuidv7('-31 days')
from unnest($1::uuid[]) as id`;

const SMALL = 40_500_000n;
const MIDDLE = 100_250_000n;
const LARGE = 500_000_000_000_000n;
const ONE_TOKEN = 1_000_000n;

/**
 * The ledger, one row after the other for all businesses at once, because each row carries the hash of the one before.
 * $1 lines of each business. Lines are paid by the large grant.
 */
export const FILL_ENTRIES = `
with recursive
chain as (
  select business_id, 0::bigint as seq, null::uuid as run_id, null::text as kind, 0::bigint as amount, null::uuid as grant_id,
    0::bigint as balance_after, null::timestamptz(3) as at, decode(repeat('00', 32), 'hex') as hash
  from filled_business
  union all
  select entry.business_id, entry.seq, entry.run_id, entry.kind, entry.amount, entry.grant_id, entry.balance_after, entry.at,
    sha256(entry.hash_before || convert_to(
      concat_ws('|', entry.business_id, entry.seq, entry.run_id, 1, 1, entry.kind, entry.amount, entry.grant_id,
        entry.balance_after, entry.at_ms, entry.at_ms),
      'UTF8'
    ))
  from (
    select step.*, step.balance_before + step.amount as balance_after,
      (extract(epoch from step.at) * 1000)::bigint as at_ms
    from (
      select
        chain.business_id,
        chain.seq + 1 as seq,
        chain.hash as hash_before,
        chain.balance_after as balance_before,
        case chain.seq
          when 0 then owner.small_grant_id
          when 1 then owner.middle_grant_id
          when 2 then owner.large_grant_id
          else uuidv7((now() - interval '30 days' + (chain.seq - 2) * interval '29 days' / ($1::bigint + 1)) - now())
        end as run_id,
        case chain.seq when 0 then 'plan' when 1 then 'promotion' when 2 then 'purchase' else 'usage' end as kind,
        case chain.seq when 0 then ${SMALL} when 1 then ${MIDDLE} when 2 then ${LARGE} else -${ONE_TOKEN} end::bigint as amount,
        case chain.seq when 0 then owner.small_grant_id when 1 then owner.middle_grant_id else owner.large_grant_id end as grant_id,
        case
          when chain.seq < 3 then now() - interval '31 days'
          else now() - interval '30 days' + (chain.seq - 2) * interval '29 days' / ($1::bigint + 1)
        end::timestamptz(3) as at
      from chain
      join filled_business owner using (business_id)
      where chain.seq < 3 + $1::bigint
    ) step
  ) entry
)
insert into filled_entry
select business_id, seq, run_id, kind, amount, grant_id, balance_after, at, hash from chain where seq > 0`;

/** A service by turns, each in the quantity that costs one token. */
const LINE = `
select
  entry.*,
  (array['ai_agent_request', 'sms', 'transcription', 'inbound_call'])[1 + entry.seq % 4] as service,
  (array[1, 2, 600, 40])[1 + entry.seq % 4] as quantity,
  'agent-' || entry.seq % 5 as agent_id
from filled_entry entry
where entry.kind = 'usage'`;

const SUMS = `count(*), sum(line.quantity), sum(-line.amount)`;

/** Everything else follows from the ledger. */
export const DERIVE_ROWS: readonly { readonly says: string; readonly statement: string }[] = [
  {
    says: "businesses",
    statement: `
insert into businesses (id, name, created_at)
select business_id, 'Harbour Dental', now() - interval '31 days' from filled_business;
insert into business_subscriptions (business_id) select business_id from filled_business;
insert into token_balances (business_id, version, last_seq, ledger_total_micro, last_recorded_at, last_hash)
select distinct on (business_id) business_id, seq, seq, balance_after, at, hash
from filled_entry
order by business_id, seq desc;
insert into token_grants (business_id, id, source, original_micro, remaining_micro, effective_at, expires_at, cost_amount_minor, cost_currency, created_at)
select business_id, run_id, kind, amount, amount - spent.tokens, at,
  case kind when 'plan' then now() + interval '20 days' end,
  case kind when 'purchase' then 90000 end,
  case kind when 'purchase' then 'usd' end,
  at
from filled_entry
cross join lateral (
  select case when kind = 'purchase' then ${ONE_TOKEN} * (select last_seq - 3 from token_balances balance where balance.business_id = filled_entry.business_id) else 0 end as tokens
) spent
where kind <> 'usage'`,
  },
  {
    says: "ledger",
    statement: `
insert into token_transactions (business_id, seq, run_id, leg, legs, kind, amount_micro, grant_id, balance_after_micro, occurred_at, recorded_at, hash)
select business_id, seq, run_id, 1, 1, kind, amount, grant_id, balance_after, at, at, hash from filled_entry`,
  },
  {
    says: "usage lines",
    statement: `
insert into usage_tracking (business_id, id, key, service, quantity, occurred_at, recorded_at, agent_id, rate_card_id, rate_version, charged_micro, balance_after_micro)
select line.business_id, line.run_id, 'filled-' || line.seq, line.service, line.quantity, line.at, line.at, line.agent_id, card.id, card.version, -line.amount, line.balance_after
from (${LINE}) line
cross join (select id, version from rate_cards where business_id is null and version = 1) card`,
  },
  {
    says: "keys",
    statement: `
insert into idempotency_keys (business_id, scope, key_digest, subject_kind, subject_id, recorded_at)
select business_id, 'usage', substring(sha256(convert_to('filled-' || seq, 'UTF8')) from 1 for 16), 'usage', run_id, at
from filled_entry
where kind = 'usage'`,
  },
  {
    says: "roll-ups",
    statement: `
insert into usage_quarter_hours (business_id, quarter_start, service, events, quantity, charged_micro)
select line.business_id, to_timestamp(floor(extract(epoch from line.at) / 900) * 900), line.service, ${SUMS} from (${LINE}) line group by 1, 2, 3;
insert into usage_days (business_id, day, service, agent_id, events, quantity, charged_micro)
select line.business_id, (line.at at time zone 'UTC')::date, line.service, line.agent_id, ${SUMS} from (${LINE}) line group by 1, 2, 3, 4;
insert into charged_days (business_id, day, agent_id, charged_micro)
select line.business_id, (line.at at time zone 'UTC')::date, line.agent_id, sum(-line.amount) from (${LINE}) line group by 1, 2, 3`,
  },
];
