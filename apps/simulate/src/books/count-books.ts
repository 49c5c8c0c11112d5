import { createHash } from "node:crypto";
import { PACKAGE_TOKENS } from "../fleet/buy.ts";
import type { Fleet, FleetBusiness } from "../fleet/fleet.ts";
import type { Door } from "../product/door.ts";
import { BrokenBooks } from "./check-minute.ts";
import { chargedSecondsOf, exactCharge, toMicro } from "./expected.ts";

/**
 * Counts every acknowledged effect in the ledger, each once and at its exact price, and finds nothing else there. Answers a
 * digest of the books without ids and times: the same for every run of a seed.
 */
export async function countBooks(
  door: Door,
  fleet: Fleet,
): Promise<{ readonly digest: string; readonly lines: number }> {
  const books: string[] = [];
  for (const business of fleet.businesses) books.push(...(await countBusiness(door, business)));
  return { digest: createHash("sha256").update(books.join("\n")).digest("hex"), lines: books.length };
}

async function countBusiness(door: Door, business: FleetBusiness): Promise<readonly string[]> {
  const entries = await allTransactions(door, business.id);
  const standing = entries.filter(({ type, status }) => type === "usage" && status !== "corrected");
  const found = new Map<string, Entry[]>();
  for (const entry of standing) {
    const name = entry.call === undefined ? `work ${entry.key}` : `call ${entry.call.callId}`;
    found.set(name, [...(found.get(name) ?? []), entry]);
  }
  const books: string[] = [];
  for (const { name, service, quantity, charge } of expectedLines(business)) {
    const lines = found.get(name) ?? [];
    found.delete(name);
    const [line] = lines;
    if (line === undefined || lines.length !== 1)
      throw new BrokenBooks(`${business.plan.name}, ${name}: acknowledged once, ${lines.length} lines in the ledger`);
    if ((line.quantity ?? 0) !== quantity || -toMicro(line.amount) !== charge)
      throw new BrokenBooks(
        `${business.plan.name}, ${name}: ${quantity} for ${charge} expected, ${JSON.stringify(line)} found`,
      );
    books.push(`${business.plan.name} ${name} ${service} ${quantity} ${charge}`);
  }
  for (const name of found.keys())
    throw new BrokenBooks(`${business.plan.name}, ${name}: in the ledger, never acknowledged`);
  const bought = entries.filter(({ type }) => type === "purchase");
  if (bought.some(({ amount }) => BigInt(amount) !== PACKAGE_TOKENS))
    throw new BrokenBooks(`${business.plan.name}: a package of other tokens than were bought`);
  const balance = await door.must<{ total: number; held: number }>("GET", "/balance", { business: business.id });
  const sum = entries.reduce((total, { amount }) => total + toMicro(amount), 0n);
  if (balance.held !== 0 || toMicro(balance.total) !== sum)
    throw new BrokenBooks(`${business.plan.name}: a balance of ${balance.total}, entries of ${sum} micro-tokens`);
  return [...books.sort(), `${business.plan.name} packages ${bought.length} total ${sum}`];
}

function expectedLines(business: FleetBusiness) {
  const calls = business.calls.flatMap((call) => {
    const quantity = chargedSecondsOf(call);
    if (quantity === null) return [];
    const { service, callId } = call.plan;
    return [{ name: `call ${callId}`, service, quantity, charge: exactCharge(service, quantity, call.hasOwnPrices) }];
  });
  const works = business.works.flatMap(({ key, service, quantity, isRecorded }) =>
    isRecorded ? [{ name: `work ${key}`, service, quantity, charge: exactCharge(service, quantity, false) }] : [],
  );
  return [...calls, ...works];
}

type Entry = {
  readonly type: string;
  readonly amount: number;
  readonly quantity?: number;
  readonly status?: string;
  readonly key?: string;
  readonly call?: { readonly callId: string };
};

async function allTransactions(door: Door, business: string): Promise<readonly Entry[]> {
  const items: Entry[] = [];
  for (let cursor = ""; ; ) {
    const page = await door.must<{ items: Entry[]; nextCursor: string | null }>(
      "GET",
      `/transactions?limit=200${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
      { business },
    );
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    cursor = page.nextCursor;
  }
}
