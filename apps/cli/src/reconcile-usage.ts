import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findDestination } from "@farebox/replay/destination";
import { openBillingDoor } from "@farebox/replay/door";
import { applyCorrections } from "./apply/apply-corrections.ts";
import { compareBooks } from "./compare/compare-books.ts";
import type { Finding } from "./compare/finding.ts";
import { type ExitCode, Mistake, type Surroundings } from "./exit-code.ts";
import { readRows } from "./external-sort.ts";
import { openBookDoor } from "./ledger/book-door.ts";
import { readMapping } from "./mapping.ts";
import { type Options, parseOptions, USAGE } from "./options.ts";
import type { FindingsFile } from "./report/findings-file.ts";
import { type Progress, showProgress } from "./report/show-progress.ts";
import { counted, findingTable, signedTokens, sumTable } from "./report/tables.ts";
import { openReport } from "./report/write-report.ts";

/** Compares a carrier's file with the ledger, tells what differs, and corrects it where that is asked for. */
export async function reconcileUsage(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const say = (text: string) => void surroundings.output.write(`${text}\n`);
  const parsed = parseOptions(args);
  if ("help" in parsed) return end(say, USAGE, 0);
  if ("mistake" in parsed) return end(say, `${parsed.mistake}\n\n${USAGE}`, 2);
  const progress = showProgress(surroundings.progress);
  const directory = await mkdtemp(join(tmpdir(), "farebox-reconcile-"));
  let isChanging = false;
  try {
    return await run(parsed.options, {
      surroundings,
      say,
      progress,
      directory,
      onChange: () => {
        isChanging = true;
      },
    });
  } catch (error) {
    progress.end();
    if (error instanceof Mistake) return end(say, `${error.message}\nNothing was changed.`, 2);
    const words = error instanceof Error ? error.message : String(error);
    if (!isChanging) return end(say, `${words}\nNothing was changed.`, 2);
    return end(say, `${words}\nIt stopped on its way. The same command goes on: nothing is corrected twice.`, 3);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

type Run = {
  readonly surroundings: Surroundings;
  readonly say: (text: string) => void;
  readonly progress: Progress;
  readonly directory: string;
  readonly onChange: () => void;
};

async function run(options: Options, { surroundings, say, progress, directory, onChange }: Run): Promise<ExitCode> {
  const mapping = await readMapping(options.mapping);
  const isFile = await stat(options.file)
    .then((found) => found.isFile())
    .catch(() => null);
  if (isFile !== true) throw new Mistake(`${options.file} ${isFile === null ? "is not there" : "is no file"}`);
  const destination = await findDestination(options, surroundings.env);
  if ("mistake" in destination) throw new Mistake(destination.mistake);
  const door = openBookDoor(
    openBillingDoor({
      destination,
      patienceSeconds: options.patienceSeconds,
      onWait: (reason, seconds) => progress.note(`${reason}; trying again in ${seconds.toFixed(1)} s`),
    }),
    options.businessId,
  );
  const { findings, notes } = await compareBooks({ options, mapping, door, directory, progress });
  progress.end();
  for (const note of notes) say(note);
  if (findings.count() === 0) {
    await writeReports(options, findings);
    return end(say, "\nThe books agree: nothing to correct.", 0);
  }
  say(`\n${findingTable(findings)}`);
  if (findings.count() > findings.first.length)
    say(`… and ${counted(findings.count() - findings.first.length)} more; --report FILE.csv has every one`);
  say(`\n${sumTable(findings)}`);
  if (!options.apply) {
    await writeReports(options, findings);
    return end(say, "\nNothing was changed. --apply corrects what can be corrected.", 1);
  }
  onChange();
  return apply(options, { door, findings, say, progress });
}

type Applying = {
  readonly door: ReturnType<typeof openBookDoor>;
  readonly findings: FindingsFile;
  readonly say: (text: string) => void;
  readonly progress: Progress;
};

async function apply(options: Options, { door, findings, say, progress }: Applying): Promise<ExitCode> {
  const reports = options.reports.map(openReport);
  const review = openReport(options.review);
  const show = progress.stage(`of ${counted(findings.count())} differences were dealt with`);
  let applied = 0;
  let moved = 0n;
  const closeAll = async () => {
    for (const report of reports) await report.close();
    if (review.count() > 0) await review.close();
  };
  try {
    await applyCorrections({
      door,
      findings,
      limits: options,
      tell: async (finding, settled) => {
        if (settled.outcome === "applied") {
          applied += 1;
          moved += BigInt(settled.microTokens);
        } else await review.add({ finding, settled });
        for (const report of reports) await report.add({ finding, settled });
        show(applied + review.count());
      },
    });
  } finally {
    await closeAll();
  }
  progress.end();
  say(`\nApplied ${counted(applied)} corrections, ${signedTokens(moved)} tokens charged in all.`);
  if (review.count() === 0) return 0;
  return end(say, `${counted(review.count())} are left for a person: ${review.path}`, 1);
}

async function writeReports({ reports }: Options, findings: FindingsFile): Promise<void> {
  for (const path of reports) {
    const report = openReport(path);
    for await (const finding of readRows<Finding>(findings.path)) await report.add({ finding, settled: null });
    await report.close();
  }
}

function end(say: (text: string) => void, text: string, code: ExitCode): ExitCode {
  say(text);
  return code;
}
