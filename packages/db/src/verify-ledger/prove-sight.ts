import type { Check } from "./check.ts";

/**
 * A verifier that row security keeps from seeing anything finds nothing wrong. So before anything else: there are prices
 * (every installation has some), and as many entries as the balance rows count.
 */
export const proveSight: Check = async (sql, { businessIds }) => {
  const [seen] = await sql.query<Seen>("prove_sight", PROVE_SIGHT, [businessIds]);
  if (seen === undefined) throw new Error("a select without from returned no row");
  const problems = [
    seen.rates === 0n ? "not one price can be seen" : null,
    seen.balances === seen.businesses ? null : `${seen.balances} balance rows of ${seen.businesses} businesses`,
    seen.entries === seen.counted ? null : `${seen.entries} ledger entries, the balance rows count ${seen.counted}`,
  ];
  const findings = problems.flatMap((problem) =>
    problem === null ? [] : [{ businessId: null, place: seen.role, problem }],
  );
  return [{ name: "sight", rule: RULE, looked: Number(seen.businesses), at: "businesses", findings }];
};

const RULE = "the verifier sees every row: as many entries as the balance rows count, a balance row for each business";

type Seen = {
  readonly role: string;
  readonly rates: bigint;
  readonly businesses: bigint;
  readonly balances: bigint;
  readonly entries: bigint;
  readonly counted: bigint;
};

const PROVE_SIGHT = `
select
  current_user as role,
  (select count(*) from token_rates) as rates,
  (select count(*) from businesses where $1::uuid[] is null or id = any ($1::uuid[])) as businesses,
  (select count(*) from token_balances where $1::uuid[] is null or business_id = any ($1::uuid[])) as balances,
  (select count(*) from token_transactions where $1::uuid[] is null or business_id = any ($1::uuid[])) as entries,
  (
    select coalesce(sum(last_seq), 0)::bigint
    from token_balances
    where $1::uuid[] is null or business_id = any ($1::uuid[])
  ) as counted
`;
