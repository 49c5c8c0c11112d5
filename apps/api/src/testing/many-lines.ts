/** Runs a statement as the owner of a test's database. */
type AsOwner = (statement: string, parameters?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

/**
 * Gives a business many usage lines with the ledger entries behind them, over so many days from an instant, by 12 agents
 * and none, 5 services and 500 references; every 97th line is corrected, and every 89th cost nothing. Written past the
 * door, which would take minutes: what reads totals needs lines, entries and corrections that belong together.
 */
export async function fillWithLines(
  owner: AsOwner,
  { businessId, lines, from, days }: { businessId: string; lines: number; from: number; days: number },
): Promise<void> {
  const parameters = [businessId, lines, new Date(from).toISOString(), days];
  for (const statement of [LINES, ENTRIES, CORRECTIONS, CORRECTION_ENTRIES, LAST_SEQ])
    await owner(statement, parameters);
  await owner("analyze usage_tracking, token_transactions, usage_corrections");
}

const LINE_ID = "('00000000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid";
const CORRECTION_ID = "('00000000-0000-7000-9000-' || lpad(to_hex(number), 12, '0'))::uuid";
const CHARGED = "case when number % 89 = 0 then 0 else number % 7001 * 1000 end";
const CORRECTED = "generate_series(97, $2::int, 97) as number";
const AT =
  "$3::timestamptz + ((number::numeric * 7919 % $2::int) / $2::int * $4::int * 86400000)::bigint * interval '1 millisecond'";

const LINES = `
insert into usage_tracking
  (business_id, id, key, service, quantity, occurred_at, recorded_at, agent_id, ref, rate_card_id, rate_version, charged_micro, balance_after_micro)
select $1::uuid, ${LINE_ID}, 'key-' || number,
  (array['outbound_call', 'inbound_call', 'sms', 'transcription', 'ai_agent_request'])[number % 5 + 1],
  number % 600 + 1, ${AT}, $3::timestamptz + $4::int * interval '1 day',
  case when number % 13 > 0 then 'agent-' || number % 13 end,
  case when number % 3 > 0 then 'order-' || number % 500 end,
  gen_random_uuid(), 1, ${CHARGED}, 0
from generate_series(1, $2::int) as number`;

const LAST = "coalesce((select max(seq) from token_transactions where business_id = $1::uuid), 0)";
const entries = (numbers: string, values: string) => `
insert into token_transactions
  (business_id, seq, run_id, leg, legs, kind, amount_micro, grant_id, balance_after_micro, occurred_at, recorded_at, hash)
select $1::uuid, ${LAST} + row_number() over (order by number), ${values}, 0, ${AT},
  $3::timestamptz + $4::int * interval '1 day', decode(repeat('00', 32), 'hex')
from ${numbers}`;

const ENTRIES = entries(
  "generate_series(1, $2::int) as number",
  `${LINE_ID}, 1, 1, 'usage', -(${CHARGED}), null::uuid`,
);
const CORRECTIONS = `
insert into usage_corrections (business_id, id, line_id, reason, returned_micro, balance_after_micro, recorded_at)
select $1::uuid, ${CORRECTION_ID}, ${LINE_ID}, 'a test', ${CHARGED}, 0, $3::timestamptz + $4::int * interval '1 day'
from ${CORRECTED}`;
// What cost nothing gives nothing back, and has no entry.
const CORRECTION_ENTRIES = entries(
  `${CORRECTED} where ${CHARGED} > 0`,
  `${CORRECTION_ID}, 1, 1, 'correction', ${CHARGED}, null::uuid`,
);
const LAST_SEQ = `update token_balances set last_seq = ${LAST}, version = version + 1 where business_id = $1::uuid and $2::int + $4::int > 0 and $3::timestamptz is not null`;
