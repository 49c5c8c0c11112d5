import { BALANCES, type Case } from "./back-test.ts";

/** How often the truth lay between p20 and p80 (60 % is promised), in all and by what was asked. */
export function tellCases(cases: readonly Case[]): string {
  const businesses = [...new Set(cases.map(({ business }) => business))].sort();
  const tuned = new Set(businesses.filter((_, index) => index % 2 === 1));
  const groups: readonly (readonly [string, readonly Case[]])[] = [
    ["all", cases],
    ["constants chosen on (every second business)", cases.filter(({ business }) => tuned.has(business))],
    ["held out (the others)", cases.filter(({ business }) => !tuned.has(business))],
    ...BALANCES.map((balance) => [`${balance} tokens`, cases.filter((one) => one.balance === balance)] as const),
  ];
  return [
    "| cases | counted | sooner than p20 | p20 to p80 | later than p80 | sooner than p50 | typical miss of p50 | too late to tell |",
    "|---|---|---|---|---|---|---|---|",
    ...groups.map(([name, group]) => `| ${[name, ...columnsOf(group)].join(" | ")} |`),
    `\nBusinesses whose p20 to p80 held: ${coverageByBusiness(cases, businesses)}`,
  ].join("\n");
}

function columnsOf(cases: readonly Case[]): readonly (string | number)[] {
  const count = (verdict: Case["verdict"]): number => cases.filter((one) => one.verdict === verdict).length;
  const [sooner, within, later] = [count("sooner"), count("within"), count("later")];
  const counted = sooner + within + later;
  const known = cases.flatMap(({ days }) => (days === null ? [] : [days]));
  const soonerThanExpected = known.filter(({ expected, real }) => real < expected).length;
  const misses = known.map(({ expected, real }) => Math.abs(real - expected) / expected).sort((a, b) => a - b);
  return [
    counted,
    percent(sooner / counted),
    percent(within / counted),
    percent(later / counted),
    // What did not end within the trace ended later than expected.
    percent(soonerThanExpected / counted),
    percent(misses[Math.floor(misses.length / 2)] ?? Number.NaN),
    count("open"),
  ];
}

/** The least, the middle and the most of any one business. */
function coverageByBusiness(cases: readonly Case[], businesses: readonly string[]): string {
  const shares = businesses
    .map((business) => {
      const counted = cases.filter((one) => one.business === business && /sooner|within|later/.test(one.verdict));
      return counted.filter(({ verdict }) => verdict === "within").length / counted.length;
    })
    .filter((share) => !Number.isNaN(share))
    .sort((left, right) => left - right);
  const at = (part: number): string => percent(shares[Math.round((shares.length - 1) * part)] ?? Number.NaN);
  return `${at(0)} at the least, ${at(0.5)} in the middle, ${at(1)} at the most`;
}

function percent(share: number): string {
  return Number.isNaN(share) ? "–" : `${(share * 100).toFixed(1)} %`;
}
