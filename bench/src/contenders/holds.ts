import { createLedger } from "@farebox/api/ledger";
import { newId } from "@farebox/api/new-id";
import { DAY_MS } from "@farebox/billing-core";
import { openDatabase } from "@farebox/db";
import { openNaiveDatabase } from "../../baselines/naive-database.ts";
import { captureNaively, extendNaively, openNaively } from "../../baselines/naive-holds.ts";
import { closedLoop } from "../load/closed-loop.ts";
import { drawEvent } from "../load/events.ts";
import { NOTHING, type Tally } from "../load/load.ts";
import type { Contender } from "../measure/compare.ts";
import { booksOf, type ContenderPlace } from "./place.ts";

// A call of five seconds, which is as far as a call may be ahead of the database's clock.
const HEARTBEATS = [
  { seq: 1, elapsedSeconds: 2 },
  { seq: 2, elapsedSeconds: 4 },
] as const;
const LAST_SECOND = 5;
const SERVICE = "outbound_call";

/** Whole calls through our ledger in this process: open, two extends, capture. */
export function openLedgerCalls(place: ContenderPlace, { callers }: { readonly callers: number }): Contender {
  const db = openDatabase({ url: place.database.ownerUrl });
  const ledger = createLedger(db);
  const call = async (): Promise<Tally> => {
    const { businessId } = drawEvent(place.businessIds);
    const holdId = newId();
    const steps = [
      { kind: "open_hold", holdId, callId: holdId, service: SERVICE, agentId: null },
      ...HEARTBEATS.map((heartbeat) => ({ kind: "extend_hold" as const, holdId, ...heartbeat })),
      { kind: "capture_hold", holdId, elapsedSeconds: LAST_SECOND, lineId: newId(), lateAfterMs: 35 * DAY_MS },
    ] as const;
    for (const step of steps) {
      const { outcome } = await ledger.submit(businessId, step);
      if (outcome === "not_decided") return { ...NOTHING, notDecided: 1 };
      if (outcome === "refused" || outcome === "replayed") throw new Error(`${step.kind} was ${outcome}`);
    }
    return { ...NOTHING, recorded: 1 };
  };
  return {
    name: "farebox",
    callers,
    books: booksOf(place),
    load: (shape) => closedLoop(call, shape),
    close: async () => {
      await ledger.drain();
      await db.close();
    },
  };
}

/** The same with a transaction for each step. */
export function openNaiveCalls(place: ContenderPlace, { callers }: { readonly callers: number }): Contender {
  const { db, close } = openNaiveDatabase(place.database.ownerUrl);
  const call = async (): Promise<Tally> => {
    const { businessId } = drawEvent(place.businessIds);
    const holdId = newId();
    await openNaively(db, { businessId, holdId, callId: holdId, service: SERVICE });
    for (const heartbeat of HEARTBEATS) await extendNaively(db, { businessId, holdId, ...heartbeat });
    await captureNaively(db, { businessId, holdId, elapsedSeconds: LAST_SECOND });
    return { ...NOTHING, recorded: 1 };
  };
  return {
    name: "naive transaction",
    callers,
    books: booksOf(place),
    load: (shape) => closedLoop(call, shape),
    close,
  };
}
