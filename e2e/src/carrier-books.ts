import { expect } from "vitest";
import type { BillingClient } from "./billing-client.ts";
import { exactCharge } from "./exact-arithmetic.ts";
import { seededRandom } from "./seeded-random.ts";

const SERVICES = ["outbound_call", "inbound_call", "sms", "transcription", "ai_agent_request"];
const DAY_MS = 86_400_000;

export type Truth = { ref: string; service: string; quantity: number; at: number };

/** What really happened, of every service, over three days that ended yesterday. */
export function makeTruth(count: number, seed: number): Truth[] {
  const { next: random } = seededRandom(seed);
  const end = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return Array.from({ length: count }, (_, index) => ({
    ref: `CA${seed}-${String(index).padStart(5, "0")}`,
    service: SERVICES[index % SERVICES.length] ?? "",
    quantity: 1 + Math.floor(random() * 600),
    at: end - 3 * DAY_MS + Math.floor(random() * 3 * 86_400) * 1_000,
  }));
}

export const csvOf = (rows: readonly Truth[]) =>
  [
    "ref,start,duration,service",
    ...rows.map((row) => [row.ref, new Date(row.at).toISOString(), row.quantity, row.service].join(",")),
  ].join("\r\n");

export async function book(
  client: BillingClient,
  business: string,
  rows: readonly (Truth & { key?: string })[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += 500) {
    const events = rows.slice(from, from + 500).map((row) => ({
      key: row.key ?? `booked:${row.service}:${row.ref}`,
      service: row.service,
      quantity: row.quantity,
      occurredAt: new Date(row.at).toISOString(),
      ref: row.ref,
      allowOverdraft: true,
    }));
    const results = await client.record(events, business);
    expect(results.filter(({ outcome }) => outcome !== "recorded")).toEqual([]);
  }
}

/** The ledger as somebody got it wrong in every way, beside the file as the carrier has it. */
export async function plant(
  client: BillingClient,
  business: string,
  { seed, count }: { readonly seed: number; readonly count: number },
) {
  const truth = makeTruth(count, seed);
  const planted: Record<string, string> = {};
  const booked: (Truth & { key?: string })[] = [];
  const recorded: Truth[] = [];
  for (const [index, row] of truth.entries()) {
    const nth = index % 100;
    const note = (kind: string) => {
      planted[`${kind} ${row.ref}`] = kind;
    };
    if (nth !== 11 && nth !== 12) recorded.push(row);
    if (nth === 11 || nth === 12) note("extra");
    if (nth === 21 || nth === 22) note("missing");
    else if (nth === 31) booked.push({ ...row, quantity: row.quantity + 1 });
    else if (nth === 32) booked.push({ ...row, quantity: row.quantity * 3 + 7 });
    else if (nth === 41) booked.push({ ...row, service: row.service === "sms" ? "ai_agent_request" : "sms" });
    // Booked when the report came, five days before anything of the file.
    else if (nth === 61) booked.push({ ...row, at: row.at - 8 * DAY_MS });
    else booked.push(row);
    if (nth === 31 || nth === 32) note("duration");
    if (nth === 41) note("service");
    if (nth === 51) {
      booked.push({ ...row, key: `again:${row.ref}` });
      note("duplicate_line");
    }
  }
  await book(client, business, booked);
  return { truth: recorded, planted };
}

/** What a book is charged, by independent arithmetic. */
export const worth = (rows: readonly Truth[]) =>
  rows.reduce((sum, { service, quantity }) => sum + exactCharge(service, quantity), 0n);
