import type { TestProduct } from "../../testing/test-product.ts";

/**
 * Gives a new business a purchase and a history of so many usage lines over the last `days`, written straight into the tables:
 * every tenth line is paid in two entries, references are what spreadsheets fear. Amounts have all six decimals.
 */
export async function fillLedger(product: TestProduct, businessId: string, wanted: FilledLedger): Promise<void> {
  const { lines, days = 90 } = wanted;
  for (const statement of [GRANT, LINES, ENTRIES, SPENT, BALANCE]) {
    const parameters = statement === SPENT || statement === BALANCE ? [businessId] : [businessId, lines, days];
    await product.owner(statement, parameters);
  }
  await product.owner("analyze token_transactions, usage_tracking");
}

type FilledLedger = { readonly lines: number; readonly days?: number };

const PURCHASED = 4_000_000_000_000_000n;

const idOf = (number: string) => `('00000000-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
const timeOf = (line: string) =>
  `date_trunc('milliseconds', now() - $3::int * interval '1 day' * (1 - ${line}::numeric / ($2::int + 1)))`;

const GRANT = `
with granted as (
  insert into token_grants (business_id, id, source, original_micro, remaining_micro, effective_at, created_at, reason, key)
  select $1::uuid, ${idOf("9000000000")}, 'purchase', ${PURCHASED}, ${PURCHASED}, ${timeOf("0")}, ${timeOf("0")}, '=HYPERLINK("x")', 'bought'
  where $2::int >= 0
  returning *
)
insert into token_transactions (business_id, seq, run_id, leg, legs, kind, amount_micro, grant_id, balance_after_micro, occurred_at, recorded_at, hash)
select business_id, 1, id, 1, 1, 'purchase', original_micro, id, original_micro, created_at, created_at, decode(repeat('00', 32), 'hex')
from granted`;

const COST = "(line * 7919::bigint % 3000000) + 2";

const LINES = `
insert into usage_tracking
  (business_id, id, key, service, quantity, occurred_at, recorded_at, agent_id, ref, metadata, rate_card_id, rate_version, charged_micro, balance_after_micro)
select
  $1::uuid, ${idOf("line")}, 'key-' || line,
  (array['outbound_call', 'sms', 'transcription', 'ai_agent_request'])[1 + line % 4],
  1 + line % 600, ${timeOf("line")}, ${timeOf("line")},
  case when line % 3 > 0 then 'agent-' || line % 5 end,
  (array['=cmd|'' /C calc''!A0', '+SUM(1,2)', '-12.5', '@now', E'\\tTab', 'plain, "quoted"', E'two\\nlines', 'Zoë 東京'])[1 + line % 8],
  case when line % 50 = 0 then jsonb_build_object('line', line, 'note', '=1+1') end,
  ${idOf("1")}, 1, ${COST}, 0
from generate_series(1, $2::int) as line`;

const ENTRIES = `
insert into token_transactions (business_id, seq, run_id, leg, legs, kind, amount_micro, grant_id, balance_after_micro, occurred_at, recorded_at, hash)
select
  $1::uuid, run.first_seq + leg - 1, ${idOf("run.line")}, leg, run.legs, 'usage',
  case when run.legs = 1 then -run.cost when leg = 1 then 1 - run.cost else -1 end,
  ${idOf("9000000000")},
  ${PURCHASED} - run.spent + case when leg < run.legs then 1 else 0 end,
  ${timeOf("run.line")}, ${timeOf("run.line")}, decode(repeat('00', 32), 'hex')
from (
  select *, 2 + sum(legs) over before_it - legs as first_seq, sum(cost) over before_it as spent
  from (
    select line, ${COST} as cost, case when line % 10 = 0 then 2 else 1 end as legs
    from generate_series(1, $2::int) as line
  ) one
  window before_it as (order by line)
) run
cross join generate_series(1, run.legs) as leg`;

const SPENT = `
update token_grants
set remaining_micro = (select sum(amount_micro) from token_transactions where business_id = $1::uuid)
where business_id = $1::uuid and source = 'purchase'`;

const BALANCE = `
update token_balances
set (version, last_seq, ledger_total_micro, last_recorded_at) =
  (select max(seq), max(seq), sum(amount_micro), max(recorded_at) from token_transactions where business_id = $1::uuid)
where business_id = $1::uuid`;
