import { charge, type Rate } from "@farebox/billing-core";
import type { CarrierRecord } from "../file/carrier-record.ts";
import type { LedgerLine } from "../ledger/ledger-line.ts";
import type { Mapping } from "../mapping.ts";
import type { Correction, Finding, FindingKind } from "./finding.ts";
import { isSameQuantity } from "./same-quantity.ts";

/**
 * Compares all that both sides have under one reference, service by service. Lines that were reversed do not count.
 *
 * Where one service is only in the file and another only in the ledger, the call was booked as the wrong one. A line with no
 * record is one too many only inside `window`: outside it the file says nothing.
 */
export function compareRef(both: BothSides, rules: CompareRules): readonly Finding[] {
  const lines = both.lines.filter(({ isCorrected, service }) => !isCorrected && rules.covers.has(service));
  const findings: Finding[] = [];
  const onlyRecords: CarrierRecord[] = [];
  const onlyLines: LedgerLine[] = [];
  const services = new Set([...both.records, ...lines].map(({ service }) => service));
  for (const service of [...services].sort()) {
    const ours = lines.filter((line) => line.service === service);
    const theirs = both.records.filter((record) => record.service === service);
    const [record] = theirs;
    if (record === undefined) onlyLines.push(...ours.filter(isCharged));
    else if (theirs.some(({ quantity }) => quantity !== record.quantity))
      findings.push(findingOf("two_records", { record, line: ours[0] ?? null }, null, rules));
    else if (ours.length === 0) onlyRecords.push(...theirs.slice(0, 1).filter(({ quantity }) => quantity > 0));
    else findings.push(...compareService(record, ours, rules));
  }
  const [record, line] = [onlyRecords[0], onlyLines[0]];
  if (onlyRecords.length === 1 && onlyLines.length === 1 && record !== undefined && line !== undefined) {
    const correction = { do: "replace", service: record.service, quantity: record.quantity } as const;
    return [...findings, findingOf("service", { record, line }, correction, rules)];
  }
  for (const missing of onlyRecords) {
    const same = both.lines.find((other) => isSameElsewhere(missing, other, rules));
    findings.push(
      same === undefined
        ? findingOf("missing", { record: missing, line: null }, { do: "record" }, rules)
        : findingOf("service", { record: missing, line: same }, null, rules),
    );
  }
  for (const extra of onlyLines)
    if (extra.occurredAt >= rules.window.from && extra.occurredAt < rules.window.to)
      findings.push(findingOf("extra", { record: null, line: extra }, { do: "reverse" }, rules));
  return findings;
}

export type BothSides = { readonly records: readonly CarrierRecord[]; readonly lines: readonly LedgerLine[] };

export type CompareRules = Pick<Mapping, "toleranceSeconds" | "carrierRounding"> & {
  /** Services the file speaks of; lines of others are none of its business. */
  readonly covers: ReadonlySet<string>;
  readonly rates: ReadonlyMap<string, Rate>;
  /** What the file covers: `[from, to)`. */
  readonly window: { readonly from: number; readonly to: number };
};

/** One line stays, the one that says what the carrier says where there is one; the others are the same call once more. */
function compareService(record: CarrierRecord, lines: readonly LedgerLine[], rules: CompareRules): readonly Finding[] {
  const allowance = { ...rules, rate: rules.rates.get(record.service) };
  const isSame = (line: LedgerLine) => isSameQuantity(line.quantity, record.quantity, allowance);
  const kept =
    lines.find(({ quantity }) => quantity === record.quantity) ??
    lines.find(isSame) ??
    lines.find(({ abandonedHoldId }) => abandonedHoldId !== null) ??
    lines[0];
  const findings = lines
    .filter((line) => line !== kept && isCharged(line))
    .map((line) => findingOf("duplicate_line", { record, line }, { do: "reverse" }, rules));
  if (kept === undefined) return findings;
  // One that is too old to be settled stays abandoned when it is corrected: what it says counts, not what it is called.
  if (kept.abandonedHoldId !== null && kept.quantity !== record.quantity) {
    const correction = { do: "settle", holdId: kept.abandonedHoldId, elapsedSeconds: record.quantity } as const;
    return [...findings, findingOf("abandoned", { record, line: kept }, correction, rules)];
  }
  if (isSame(kept)) return findings;
  const correction: Correction =
    record.quantity === 0 ? { do: "reverse" } : { do: "replace", service: record.service, quantity: record.quantity };
  return [...findings, findingOf("duration", { record, line: kept }, correction, rules)];
}

/**
 * The same quantity under the same reference, booked as a service that the file does not speak of: it may be this very call,
 * or something else about it. A person can tell; booking it again could charge it twice.
 */
function isSameElsewhere(record: CarrierRecord, line: LedgerLine, rules: CompareRules): boolean {
  const allowance = { ...rules, rate: rules.rates.get(record.service) };
  return (
    !line.isCorrected &&
    !rules.covers.has(line.service) &&
    isCharged(line) &&
    isSameQuantity(line.quantity, record.quantity, allowance)
  );
}

function isCharged({ quantity, chargedMicroTokens }: LedgerLine): boolean {
  return quantity > 0 || chargedMicroTokens > 0;
}

export function findingOf(
  kind: FindingKind,
  { record, line }: { readonly record: CarrierRecord | null; readonly line: LedgerLine | null },
  correction: Correction | null,
  { rates }: Pick<CompareRules, "rates">,
): Finding {
  const quantityThen =
    correction === null ? null : correction.do === "reverse" || record === null ? 0 : record.quantity;
  const service = record?.service ?? line?.service ?? "";
  const rate = rates.get(service);
  const chargedNow = line?.chargedMicroTokens ?? 0;
  const chargedThen =
    quantityThen === null || (quantityThen > 0 && rate === undefined)
      ? chargedNow
      : rate === undefined
        ? 0
        : Number(charge(rate, quantityThen));
  return {
    kind,
    ref: record?.ref ?? line?.ref ?? "",
    service,
    carrier: record && {
      line: record.line,
      quantity: record.quantity,
      startedAt: record.startedAt,
      agentId: record.agentId,
    },
    booked: line && {
      lineId: line.id,
      service: line.service,
      quantity: line.quantity,
      chargedMicroTokens: line.chargedMicroTokens,
      occurredAt: line.occurredAt,
    },
    correction,
    microTokens: chargedThen - chargedNow,
  };
}
