import { MAX_QUANTITY } from "@farebox/billing-core";
import type { Mapping } from "../mapping.ts";
import type { CarrierRecord } from "./carrier-record.ts";
import { parseDuration } from "./parse-duration.ts";
import { createStartParser } from "./parse-start.ts";

/** What a row comes to: a record, nothing (it is one of those to leave out), or what is wrong with it. */
export type Row =
  | { readonly record: CarrierRecord }
  | { readonly isLeftOut: true }
  | { readonly reasons: readonly string[] };

export type RowReader = (line: number, fields: readonly string[]) => Row;

/** Finds the mapping's columns in a header, or says which are not there. */
export function createRowReader(
  mapping: Mapping,
  header: readonly string[] | null,
  width: number,
): RowReader | { readonly missing: readonly string[] } {
  const missing: string[] = [];
  const place = (column: string | number): number => {
    const index = typeof column === "number" ? column - 1 : (header?.findIndex((name) => name.trim() === column) ?? -1);
    if (index < 0 || index >= width) missing.push(describeMissing(column, header));
    return index;
  };
  const { columns, only } = mapping;
  const fixed = "always" in columns.service ? columns.service.always : null;
  const at = {
    ref: place(columns.ref),
    start: place(columns.start.column),
    duration: place(columns.duration.column),
    service: "always" in columns.service ? -1 : place(columns.service.column),
    agent: columns.agent === null ? -1 : place(columns.agent),
    only: only === null ? -1 : place(only.column),
  };
  if (missing.length > 0) return { missing };
  const parseStart = createStartParser({ format: columns.start.format, timeZone: mapping.timeZone });
  const serviceNames = "always" in columns.service ? undefined : columns.service.values;

  return (line, fields) => {
    if (fields.length !== width) return { reasons: [`${fields.length} fields where the first line has ${width}`] };
    const field = (index: number) => (fields[index] ?? "").trim();
    if (only !== null && !only.values.includes(field(at.only))) return { isLeftOut: true };
    const reasons: string[] = [];
    const keep = <Value>(value: Value | null | undefined, reason: string, otherwise: Value): Value => {
      if (value === null || value === undefined) reasons.push(reason);
      return value ?? otherwise;
    };
    const ref = field(at.ref);
    if (ref === "" || ref.length > 200) reasons.push(`ref ${shown(ref)} is not a text of 1 to 200 characters`);
    const started = field(at.start);
    const startedAt = keep(parseStart(started), `start ${shown(started)} is no time like ${columns.start.format}`, 0);
    if (startedAt < 0 || startedAt >= LATEST_MS) reasons.push(`start ${shown(started)} is not from 1970 to 2999`);
    const lasted = field(at.duration);
    const quantity = keep(
      parseDuration(lasted, columns.duration),
      `duration ${shown(lasted)} is none in ${columns.duration.format}`,
      0,
    );
    if (quantity > MAX_QUANTITY) reasons.push(`duration ${shown(lasted)} is more than ${MAX_QUANTITY}`);
    const named = field(at.service);
    const service = keep(
      fixed ?? (serviceNames === undefined ? named || null : ownValue(serviceNames, named)),
      `service ${shown(named)} is not among the mapping's values`,
      "",
    );
    const agentId = at.agent === -1 ? null : field(at.agent) || null;
    if (agentId !== null && agentId.length > 200) reasons.push("the agent is longer than 200 characters");
    return reasons.length > 0 ? { reasons } : { record: { ref, line, service, quantity, startedAt, agentId } };
  };
}

const LATEST_MS = Date.UTC(3000, 0, 1);

function describeMissing(column: string | number, header: readonly string[] | null): string {
  if (typeof column === "number") return `there is no column ${column}`;
  if (header === null) return `without a header a column is named by its number, not ${shown(column)}`;
  return `the header lacks the column ${shown(column)}; it has ${header.slice(0, 20).map(shown).join(", ")}`;
}

function ownValue(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function shown(text: string): string {
  const quoted = JSON.stringify(text);
  return quoted.length > 60 ? `${quoted.slice(0, 57)}…"` : quoted;
}
