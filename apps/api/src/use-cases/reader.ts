import { asMember, type SqlRunner } from "@farebox/db";
import type { Deps } from "../deps.ts";

/** On whose behalf a business is read. */
export type Reader = { readonly kind: "person" | "key" };

/**
 * Reads one business. For a person as the role that can see no other business, whatever the statement asks; for a key as
 * the service, whose statements name the business themselves.
 */
export function readAs<Result>(
  deps: Pick<Deps, "db">,
  asked: { readonly reader: Reader; readonly businessId: string },
  read: (sql: SqlRunner) => Promise<Result>,
): Promise<Result> {
  return asked.reader.kind === "person" ? asMember(deps.db, asked.businessId, read) : read(deps.db.service);
}
