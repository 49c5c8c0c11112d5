import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { type MicroTokens, toTokensText } from "@farebox/billing-core";
import type { Settled } from "../apply/settle-finding.ts";
import type { Finding } from "../compare/finding.ts";
import { describeCorrection } from "./tables.ts";

/** A finding, and what became of it where corrections were applied. */
export type Reported = { readonly finding: Finding; readonly settled: Settled | null };

/** Writes findings as CSV or JSON, by the name's ending; the file is there as a whole or not at all. */
export function openReport(path: string): Report {
  const isJson = path.toLowerCase().endsWith(".json");
  let file: WriteStream | null = null;
  let count = 0;
  const partial = `${path}.partial`;
  const write = async (text: string) => {
    file ??= createWriteStream(partial);
    if (!file.write(text)) await once(file, "drain");
  };
  return {
    path,
    count: () => count,
    async add(reported) {
      const before = count === 0 ? (isJson ? "[\n" : `${COLUMNS.join(",")}\r\n`) : isJson ? ",\n" : "";
      count += 1;
      const row = toRow(reported);
      await write(
        `${before}${isJson ? JSON.stringify(row) : `${COLUMNS.map((name) => toField(row[name])).join(",")}\r\n`}`,
      );
    },
    async close() {
      if (count === 0) await write(isJson ? "[" : `${COLUMNS.join(",")}\r\n`);
      if (isJson) await write("\n]\n");
      file?.end();
      if (file !== null) await once(file, "close");
      await rename(partial, path);
    },
  };
}

export type Report = {
  readonly path: string;
  readonly count: () => number;
  add(reported: Reported): Promise<void>;
  close(): Promise<void>;
};

const COLUMNS = [
  ...["difference", "ref", "service", "file_line", "carrier_quantity", "carrier_start", "booked_quantity"],
  ...["booked_service", "booked_at", "line_id", "tokens", "correction", "outcome", "why"],
];

function toRow({ finding, settled }: Reported): Readonly<Record<string, string | number | null>> {
  const { carrier, booked } = finding;
  const microTokens = settled?.outcome === "applied" ? settled.microTokens : finding.microTokens;
  return {
    difference: finding.kind,
    ref: finding.ref,
    service: finding.service,
    file_line: carrier?.line ?? null,
    carrier_quantity: carrier?.quantity ?? null,
    carrier_start: carrier === null ? null : new Date(carrier.startedAt).toISOString(),
    booked_quantity: booked?.quantity ?? null,
    booked_service: booked?.service ?? null,
    booked_at: booked === null ? null : new Date(booked.occurredAt).toISOString(),
    line_id: booked?.lineId ?? null,
    tokens: Number(toTokensText(BigInt(microTokens) as MicroTokens)),
    correction: describeCorrection(finding),
    outcome: settled?.outcome ?? "proposed",
    why: settled?.outcome === "review" ? settled.why : null,
  };
}

/** A text that a spreadsheet would take for a formula is told apart by an apostrophe. */
function toField(value: string | number | null | undefined): string {
  if (typeof value === "number") return String(value);
  const text = value ?? "";
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
