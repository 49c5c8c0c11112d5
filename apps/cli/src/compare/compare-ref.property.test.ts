import { charge, type Rate, tokens } from "@farebox/billing-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CarrierRecord } from "../file/carrier-record.ts";
import type { LedgerLine } from "../ledger/ledger-line.ts";
import { type CompareRules, compareRef } from "./compare-ref.ts";
import type { Finding } from "./finding.ts";
import { isSameQuantity } from "./same-quantity.ts";

const SERVICES = ["inbound_call", "outbound_call", "sms"];
const rateOf = (service: string, initialIncrement: number): Rate => ({
  service,
  tokens: tokens(2),
  per: 60,
  unit: "second",
  shape: "call",
  initialIncrement,
  nextIncrement: initialIncrement,
  minimum: tokens(0),
  connectFee: tokens(0),
  freeUnits: 0,
});
const rulesWith = (increment: number): CompareRules => ({
  toleranceSeconds: 0,
  carrierRounding: null,
  covers: new Set(SERVICES),
  rates: new Map(SERVICES.map((service) => [service, rateOf(service, increment)])),
  window: { from: 0, to: 1_000 },
});

const quantity = fc.integer({ min: 0, max: 200 });
const service = fc.constantFrom(...SERVICES);
const records = fc.uniqueArray(fc.record({ service, quantity }), { selector: (each) => each.service, maxLength: 3 });
const lines = fc.array(fc.record({ service, quantity, isCorrected: fc.boolean() }), { maxLength: 6 });

const toRecord = (each: { service: string; quantity: number }, index: number): CarrierRecord => ({
  ...each,
  ref: "CA1",
  line: index + 2,
  startedAt: 10,
  agentId: null,
});
const toLine = (each: { service: string; quantity: number; isCorrected: boolean }, index: number): LedgerLine => ({
  ...each,
  ref: "CA1",
  id: `line ${index}`,
  chargedMicroTokens: Number(charge(rateOf(each.service, 1), each.quantity)),
  occurredAt: 10,
  abandonedHoldId: null,
});

/** The books after every correction, as the server would have them. */
function corrected(before: readonly LedgerLine[], findings: readonly Finding[]): LedgerLine[] {
  const after = [...before];
  for (const { correction, booked, carrier, service: named } of findings) {
    if (correction === null) continue;
    const index = after.findIndex(({ id }) => id === booked?.lineId);
    if (booked !== null) after[index] = { ...(after[index] as LedgerLine), isCorrected: true };
    const then = correction.do === "replace" ? correction : { service: named, quantity: carrier?.quantity ?? 0 };
    if (correction.do !== "reverse")
      after.push({ ...toLine({ ...then, isCorrected: false }, after.length), occurredAt: 10 });
  }
  return after;
}

test("once every correction is done, comparing again finds none, and the books are what the carrier says", () => {
  fc.assert(
    fc.property(records, lines, fc.constantFrom(1, 6, 60), (said, booked, increment) => {
      const rules = rulesWith(increment);
      const both = { records: said.map(toRecord), lines: booked.map(toLine) };
      const findings = compareRef(both, rules);
      const after = corrected(both.lines, findings);
      expect(compareRef({ ...both, lines: after }, rules)).toEqual([]);
      for (const each of SERVICES) {
        const standing = after.filter((line) => !line.isCorrected && line.service === each && line.quantity > 0);
        const wanted = both.records.find((record) => record.service === each)?.quantity ?? 0;
        const allowance = { ...rules, rate: rules.rates.get(each) };
        expect(standing.length).toBe(wanted === 0 ? 0 : 1);
        if (wanted > 0) expect(isSameQuantity(standing[0]?.quantity ?? 0, wanted, allowance)).toBe(true);
      }
    }),
  );
});

test("what a finding says it moves is the new charge less the old one", () => {
  const rules = rulesWith(1);
  const both = {
    records: [toRecord({ service: "sms", quantity: 61 }, 0)],
    lines: [toLine({ service: "sms", quantity: 60, isCorrected: false }, 0)],
  };
  expect(compareRef(both, rules).map(({ kind, microTokens }) => [kind, microTokens])).toEqual([["duration", 33_334]]);
});

test("a line outside the file's time, or of a service it does not speak of, is none of its business", () => {
  const line = toLine({ service: "sms", quantity: 60, isCorrected: false }, 0);
  expect(compareRef({ records: [], lines: [{ ...line, occurredAt: 1_000 }] }, rulesWith(1))).toEqual([]);
  expect(compareRef({ records: [], lines: [line] }, { ...rulesWith(1), covers: new Set(["outbound_call"]) })).toEqual(
    [],
  );
  expect(compareRef({ records: [], lines: [line] }, rulesWith(1)).map(({ kind }) => kind)).toEqual(["extra"]);
});

test("carriers that round, and tolerances, make no differences", () => {
  const rounding = { toleranceSeconds: 0, carrierRounding: { initial: 60, next: 6 }, rate: undefined };
  expect([1, 60, 61, 66, 67].map((ours) => isSameQuantity(ours, 66, rounding))).toEqual([
    false,
    false,
    true,
    true,
    false,
  ]);
  const tolerant = { toleranceSeconds: 2, carrierRounding: null, rate: undefined };
  expect([58, 59, 62, 63].map((ours) => isSameQuantity(ours, 60, tolerant))).toEqual([true, true, true, false]);
  expect(isSameQuantity(0, 30, { ...tolerant, rate: rateOf("sms", 60) })).toBe(false);
});

test("a file that says two things of one call leaves it to a person", () => {
  const said = [10, 20].map((each, index) => toRecord({ service: "sms", quantity: each }, index));
  expect(
    compareRef({ records: said, lines: [] }, rulesWith(1)).map(({ kind, correction }) => [kind, correction]),
  ).toEqual([["two_records", null]]);
});

test("a call that fell silent differs until the books have what the carrier has, settled or corrected", () => {
  const record = toRecord({ service: "outbound_call", quantity: 30 }, 0);
  const silent = (seconds: number): LedgerLine => ({
    ...toLine({ service: "outbound_call", quantity: seconds, isCorrected: false }, 0),
    abandonedHoldId: "hold",
  });
  const find = (seconds: number) => compareRef({ records: [record], lines: [silent(seconds)] }, rulesWith(1));
  expect(find(12).map(({ kind, correction }) => [kind, correction?.do])).toEqual([["abandoned", "settle"]]);
  expect(find(30)).toEqual([]);
});
