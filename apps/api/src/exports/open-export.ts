import { asMember, type SqlRunner } from "@farebox/db";
import { readExportBound } from "@farebox/db/exports";
import { readBusinessTime } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { type AskedFilters, refuseFilters, withPayments } from "../use-cases/asked-filters.ts";
import type { Reader } from "../use-cases/reader.ts";
import { type Refusal, refuse } from "../use-cases/refusal.ts";
import type { ExportTable } from "./export-column.ts";
import { readPages } from "./read-pages.ts";

/**
 * Opens an export: what can be refused is refused here, before a byte of the file is out. What it will hold is fixed at this
 * moment; what is recorded later is not in it, however long it takes to be read.
 */
export async function openExport<Row>(
  deps: Pick<Deps, "db" | "provider">,
  asked: AskedExport<Row>,
): Promise<OpenedExport<Row> | Refusal> {
  const { businessId, table } = asked;
  const { from, to } = asked.filters;
  const refused = refuseFilters(asked.filters);
  if (refused !== null) return refused;
  const filters = await withPayments(deps, asked);
  const [time, bound] = await readForFiles(deps, asked, async (sql) => [
    await readBusinessTime(sql, businessId),
    await readExportBound(sql, { businessId, from, to }),
  ]);
  if (time === null) return refuse({ code: "not_found", what: "business" });

  let lookedAt = performance.now();
  const pages = readPages(bound, async (window) => {
    if (performance.now() - lookedAt > LOOK_AGAIN_AFTER_MILLISECONDS) {
      await asked.authorizeAgain();
      lookedAt = performance.now();
    }
    return readForFiles(deps, asked, (sql) =>
      table.readWindow(sql, { businessId, filters, lastSeq: bound.lastSeq, ...window }),
    );
  });
  return { outcome: "answered", pages, timeZone: asked.timeZone ?? time.timeZone };
}

export type AskedExport<Row> = {
  readonly reader: Reader;
  readonly businessId: string;
  readonly filters: AskedFilters;
  /** Null: the business's own. */
  readonly timeZone: string | null;
  readonly table: ExportTable<Row>;
  /** Throws once the caller has lost the right. */
  readonly authorizeAgain: () => Promise<void>;
};

export type OpenedExport<Row> = {
  readonly outcome: "answered";
  readonly pages: AsyncGenerator<readonly Row[]>;
  readonly timeZone: string;
};

/** A long file outlives no lost right by more than this. */
const LOOK_AGAIN_AFTER_MILLISECONDS = 10_000;

/** Reads on the connections that files share. For a person as the role that can see no other business. */
export function readForFiles<Result>(
  { db }: Pick<Deps, "db">,
  { reader, businessId }: { readonly reader: Reader; readonly businessId: string },
  read: (sql: SqlRunner) => Promise<Result>,
): Promise<Result> {
  return reader.kind === "person" ? asMember({ memberPool: db.exportMemberPool }, businessId, read) : read(db.exports);
}
