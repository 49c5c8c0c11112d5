import type { BenchCase } from "../bench.ts";
import { openLedgerCalls, openNaiveCalls } from "../contenders/holds.ts";
import { openLedgerContender } from "../contenders/ledger.ts";
import { openNaiveContender } from "../contenders/naive.ts";
import { createMixedDraw } from "../load/events.ts";
import { onOwnDatabases } from "./on-own-databases.ts";
import { businessesOf } from "./usage.ts";

const BATCHES = { callers: 8, eventsACall: 100 };

/** Other ways in which events and calls come, in this process. */
export const MIX_CASES: readonly BenchCase[] = [
  {
    name: "usage batches",
    isFullOnly: true,
    says: "100 events a call, uniform, 8 callers",
    run: async (bench) =>
      onOwnDatabases(bench, await businessesOf(bench, "uniform"), [
        (place) => openLedgerContender(place, BATCHES),
        (place) => openNaiveContender(place, BATCHES),
      ]),
  },
  {
    name: "usage mixed",
    isFullOnly: true,
    says: "5 % repeats and 5 % refusals, uniform, 256 callers",
    run: async (bench) =>
      onOwnDatabases(bench, await businessesOf(bench, "uniform"), [
        (place) => openLedgerContender({ ...place, draw: createMixedDraw(place.businessIds) }, { callers: 256 }),
        (place) => openNaiveContender({ ...place, draw: createMixedDraw(place.businessIds) }, { callers: 256 }),
      ]),
  },
  {
    name: "holds",
    says: "whole calls: open, two extends, capture; uniform, 256 callers",
    run: async (bench) =>
      onOwnDatabases(bench, await businessesOf(bench, "uniform"), [
        (place) => openLedgerCalls(place, { callers: 256 }),
        (place) => openNaiveCalls(place, { callers: 256 }),
      ]),
  },
];
