import { type MicroTokens, microTokens, toTokensText } from "@farebox/billing-core";
import type { BusinessTally, Tally } from "../send/tally.ts";

type TableOptions = { readonly balanceByBusiness: ReadonlyMap<string, MicroTokens> };

/** One row a business and a sum. */
export function outcomeTable(tally: Tally, { balanceByBusiness }: TableOptions): string {
  const rows = [...tally].sort(([one], [other]) => (one < other ? -1 : 1));
  const total = (of: (row: BusinessTally) => number) => rows.reduce((sum, [, row]) => sum + of(row), 0);
  const charged = rows.reduce((sum, [, row]) => sum + row.chargedMicroTokens, 0n);
  const cells = [
    ["business", "events", "recorded", "replayed", "refused", "review", "tokens charged", "balance"],
    ...rows.map(([name, row]) => [
      name,
      ...[row.events, row.recorded, row.replayed, row.refused, row.review].map(count),
      decimal(row.chargedMicroTokens),
      balanceText(balanceByBusiness.get(name)),
    ]),
    [
      "all",
      ...[
        total((row) => row.events),
        total((row) => row.recorded),
        total((row) => row.replayed),
        total((row) => row.refused),
        total((row) => row.review),
      ].map(count),
      decimal(microTokens(charged)),
      "",
    ],
  ];
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  const rule = "-".repeat(Math.max(...lines.map((line) => line.length)));
  return [lines[0], rule, ...lines.slice(1, -1), rule, lines.at(-1)].join("\n");
}

function balanceText(balance: MicroTokens | undefined): string {
  return balance === undefined ? "" : decimal(balance);
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

/** Tokens with all six decimals: sums are meant to be compared. */
function decimal(amount: MicroTokens): string {
  const [whole = "", decimals = ""] = toTokensText(amount).split(".");
  return `${whole}.${decimals.padEnd(6, "0")}`;
}
