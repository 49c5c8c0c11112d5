import { type MicroTokens, toTokensText } from "@farebox/billing-core";
import { FINDING_KINDS, FINDING_WORDS, type Finding } from "../compare/finding.ts";
import type { FindingsFile } from "./findings-file.ts";

/** What differs, kind by kind. */
export function sumTable(findings: FindingsFile): string {
  const rows = FINDING_KINDS.flatMap((kind) => {
    const sum = findings.sums.get(kind);
    return sum === undefined ? [] : [[kind, counted(sum.count), signedTokens(sum.microTokens), FINDING_WORDS[kind]]];
  });
  return table([["difference", "count", "tokens", "meaning"], ...rows], { right: [1, 2] });
}

/** The first differences one by one, with what would settle them. */
export function findingTable(findings: FindingsFile): string {
  const rows = findings.first.map((finding) => [
    finding.kind,
    shortened(finding.ref),
    finding.service,
    finding.carrier === null ? "" : counted(finding.carrier.line),
    finding.carrier === null ? "" : counted(finding.carrier.quantity),
    finding.booked === null ? "" : counted(finding.booked.quantity),
    signedTokens(BigInt(finding.microTokens)),
    describeCorrection(finding),
  ]);
  const head = ["difference", "ref", "service", "file line", "carrier", "booked", "tokens", "correction"];
  return table([head, ...rows], { right: [3, 4, 5, 6] });
}

export function describeCorrection({ correction, booked }: Finding): string {
  switch (correction?.do) {
    case "record":
      return "book it";
    case "reverse":
      return "reverse the line";
    case "replace":
      return `book it as ${correction.quantity}${booked?.service === correction.service ? "" : ` ${correction.service}`}`;
    case "settle":
      return `settle the call with ${correction.elapsedSeconds} s`;
    case undefined:
      return "for a person";
  }
}

export function counted(count: number): string {
  return count.toLocaleString("en-US");
}

export function signedTokens(amount: bigint): string {
  return `${amount > 0n ? "+" : ""}${toTokensText(amount as MicroTokens)}`;
}

/** Whatever a carrier writes into a reference must not move the cursor of whoever reads it. */
function shortened(text: string): string {
  const safe = text.replaceAll(/\p{Cc}/gu, "?");
  return safe.length > 36 ? `${safe.slice(0, 35)}…` : safe;
}

function table(rows: readonly (readonly string[])[], { right }: { readonly right: readonly number[] }): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        right.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return rows.map(line).join("\n");
}
