import {
  bucketStartAfter,
  bucketStartAt,
  DAY_MS,
  fromTokens,
  type MicroTokens,
  type Rate,
} from "@farebox/billing-core";
import { Mistake } from "../exit-code.ts";
import { createSorter } from "../external-sort.ts";
import type { CarrierRecord } from "../file/carrier-record.ts";
import { type CarrierFile, readCarrierFile } from "../file/read-carrier-file.ts";
import { type BookDoor, readRates, type WireRate } from "../ledger/book-door.ts";
import type { LedgerLine } from "../ledger/ledger-line.ts";
import { readLedger } from "../ledger/read-ledger.ts";
import type { Mapping } from "../mapping.ts";
import type { Options } from "../options.ts";
import { type FindingsFile, openFindingsFile } from "../report/findings-file.ts";
import type { Progress } from "../report/show-progress.ts";
import { counted } from "../report/tables.ts";
import type { CompareRules } from "./compare-ref.ts";
import { findDifferences } from "./find-differences.ts";
import { compareByRef, walkRefs } from "./walk-refs.ts";

/**
 * Reads the whole file first, and only compares one without a mistake in it; then the lines of its time. Both are sorted
 * on disk, so that memory does not grow with them.
 */
export async function compareBooks(parts: CompareParts): Promise<{ findings: FindingsFile; notes: readonly string[] }> {
  const { options, mapping, door, directory, progress } = parts;
  const records = createSorter<CarrierRecord>({ directory, name: "records", compare: compareByRef });
  const onProgress = progress.stage("records read");
  const file = await readCarrierFile({ path: options.file, mapping, sorter: records, onProgress });
  if (file.problemCount > 0) throw new Mistake(describeProblems(options.file, file));
  const rates = await readRates(door);
  refuseUnknownServices(file, rates);

  const window = windowOf(file, { options, mapping });
  const lines = createSorter<LedgerLine>({ directory, name: "lines", compare: compareByRef });
  // A line may stand at another end of the call than the record, or the clocks may differ.
  const range = { from: Math.max(0, window.from - DAY_MS), to: window.to + DAY_MS };
  const read = await readLedger({ door, ...range, sorter: lines, onProgress: progress.stage("usage lines read") });

  const rules: CompareRules = {
    toleranceSeconds: options.toleranceSeconds ?? mapping.toleranceSeconds,
    carrierRounding: mapping.carrierRounding,
    covers: coveredBy(mapping, file),
    rates: new Map(rates.map((rate) => [rate.service, toRate(rate)])),
    window,
  };
  const findings = openFindingsFile(`${directory}/findings.jsonl`);
  const show = progress.stage("differences found");
  for await (const finding of findDifferences(walkRefs(records.sorted(), lines.sorted()), { door, rules })) {
    await findings.add(finding);
    show(findings.count());
  }
  await findings.close();
  return { findings, notes: notesOf({ options, file, read, rules }) };
}

type CompareParts = {
  readonly options: Options;
  readonly mapping: Mapping;
  readonly door: BookDoor;
  readonly directory: string;
  readonly progress: Progress;
};

function describeProblems(path: string, { problems, problemCount }: CarrierFile): string {
  const told = problems.map(({ line, reason }) => `  line ${line}: ${reason}`);
  const further = problemCount > problems.length ? [`  … and ${counted(problemCount - problems.length)} more`] : [];
  return [`${path} cannot be compared:`, ...told, ...further].join("\n");
}

function refuseUnknownServices({ services }: CarrierFile, rates: readonly WireRate[]): void {
  const known = rates.map(({ service }) => service);
  const unknown = [...services].filter(([service]) => !known.includes(service));
  if (unknown.length === 0) return;
  const told = unknown.slice(0, 20).map(([service, line]) => `  line ${line}: ${JSON.stringify(service.slice(0, 60))}`);
  throw new Mistake(
    [`these services have no rate here (there are ${known.join(", ")}); name them in the mapping:`, ...told].join("\n"),
  );
}

/** What the file speaks of, whether or not it happens to have a record of it. */
function coveredBy({ columns: { service } }: Mapping, { services }: CarrierFile): ReadonlySet<string> {
  if ("always" in service) return new Set([service.always]);
  return new Set([...(service.values === undefined ? [] : Object.values(service.values)), ...services.keys()]);
}

/** Carriers write files of whole days: the day of the first record and that of the last are covered to their ends. */
function windowOf(
  { firstAt, lastAt }: CarrierFile,
  { options, mapping: { timeZone } }: { readonly options: Options; readonly mapping: Mapping },
): { readonly from: number; readonly to: number } {
  const window = {
    from: options.from ?? bucketStartAt({ every: "day", at: firstAt, timeZone }),
    to:
      options.to ??
      bucketStartAfter({ every: "day", start: bucketStartAt({ every: "day", at: lastAt, timeZone }), timeZone }),
  };
  if (window.to - window.from <= LONGEST_WINDOW_MS) return window;
  const days = Math.round((window.to - window.from) / DAY_MS);
  throw new Mistake(`the file covers ${counted(days)} days; at most 790 are compared at once. Is a date wrong?`);
}

const LONGEST_WINDOW_MS = 790 * DAY_MS;

function toRate({ tokens, minimum, connectFee, ...rest }: WireRate): Rate {
  const micro = (amount: number) => fromTokens(amount) as MicroTokens;
  // Pricing does not ask whether it is a live call, and the wire does not say.
  const shape = rest.unit === "second" ? "call" : "event";
  return { ...rest, shape, tokens: micro(tokens), minimum: micro(minimum), connectFee: micro(connectFee) };
}

function notesOf(parts: {
  readonly options: Options;
  readonly file: CarrierFile;
  readonly read: { readonly lines: number; readonly withoutRef: number };
  readonly rules: CompareRules;
}): readonly string[] {
  const { options, file, read, rules } = parts;
  const at = (instant: number) => new Date(instant).toISOString();
  return [
    `${options.file}: ${counted(file.records)} records${file.leftOut > 0 ? `, ${counted(file.leftOut)} left out` : ""}; services ${[...rules.covers].sort().join(", ")}`,
    `Compared with ${counted(read.lines)} usage lines around ${at(rules.window.from)} to ${at(rules.window.to)}${read.withoutRef > 0 ? `; ${counted(read.withoutRef)} of them have no reference` : ""}`,
  ];
}
