import type { Column } from "./columns.ts";
import type { TraceEvent } from "./trace-event.ts";

const MAX_QUANTITY = 1_000_000_000;

type Row = { readonly line: number; readonly columns: readonly Column[]; readonly fields: readonly string[] };

/** The event a row stands for, or everything that is wrong with it. The limits are those of the door it will go through. */
export function parseEvent(row: Row): TraceEvent | readonly string[] {
  if (row.fields.length !== row.columns.length) {
    return [`${row.fields.length} fields where the header has ${row.columns.length}`];
  }
  const reasons: string[] = [];
  const field = (name: Column) => row.fields[row.columns.indexOf(name)] ?? "";
  const keep = (isGood: boolean, reason: string) => {
    if (!isGood) reasons.push(reason);
  };

  const key = field("key");
  keep(/^[!-~]{1,255}$/.test(key), `key ${shown(key)} is not 1 to 255 visible ASCII characters`);
  const occurredAtMs = parseInstant(field("occurred_at"));
  keep(
    occurredAtMs !== null,
    `occurred_at ${shown(field("occurred_at"))} is not a UTC time from 1970 to 2999 like 2026-10-01T09:30:00.000Z`,
  );
  const business = field("business");
  keep(isName(business, 100), `business ${shown(business)} is not a name of 1 to 100 characters`);
  const service = field("service");
  keep(/^[!-~]{1,100}$/.test(service), `service ${shown(service)} is not the key of a rate`);
  const quantity = /^[1-9][0-9]{0,9}$/.test(field("quantity")) ? Number(field("quantity")) : 0;
  keep(
    quantity >= 1 && quantity <= MAX_QUANTITY,
    `quantity ${shown(field("quantity"))} is not a whole number from 1 to ${MAX_QUANTITY}`,
  );
  const unit = field("unit");
  keep(/^[!-~]{1,50}$/.test(unit), `unit ${shown(unit)} is not the unit of a rate`);
  const agentId = field("agent_id") || null;
  keep(agentId === null || isName(agentId, 200), `agent_id ${shown(agentId)} is not a name of at most 200 characters`);
  const ref = field("ref") || null;
  keep(ref === null || isName(ref, 200), `ref ${shown(ref)} is not a text of at most 200 characters`);

  if (reasons.length > 0 || occurredAtMs === null) return reasons;
  return { line: row.line, key, occurredAtMs, business, service, quantity, unit, agentId, ref };
}

const UTC_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?Z$/;

const LATEST_MS = Date.UTC(3000, 0, 1) - 1;

/** Milliseconds since 1970, or null: also before 1970 and after 2999. A day that does not exist (30 February) is refused instead of rolled over. */
function parseInstant(text: string): number | null {
  const match = UTC_TIME.exec(text);
  if (match === null) return null;
  const canonical = `${match[1]}.${(match[2] ?? "").padEnd(3, "0")}Z`;
  const instant = Date.parse(canonical);
  if (Number.isNaN(instant) || new Date(instant).toISOString() !== canonical) return null;
  return instant >= 0 && instant <= LATEST_MS ? instant : null;
}

function isName(text: string, maxLength: number): boolean {
  return text.length >= 1 && text.length <= maxLength && text === text.trim() && !/\p{Cc}/u.test(text);
}

function shown(text: string | null): string {
  const quoted = JSON.stringify(text ?? "");
  return quoted.length > 60 ? `${quoted.slice(0, 57)}…"` : quoted;
}
