import { integer, string, timestamp } from "../parameters/scalars.ts";
import { either, type Schema } from "../parameters/schema.ts";
import { object } from "../parameters/structures.ts";
import type { Collection, Row } from "../store/collection.ts";
import { invalidRequest } from "./errors.ts";

/** Spread into the parameters of every list route. */
export const pageParameters = {
  limit: integer({ minimum: 1, maximum: 100 }),
  starting_after: string(),
  ending_before: string(),
};

export interface PageAsked {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
}

export interface Page<T> {
  readonly object: "list";
  readonly data: T[];
  readonly has_more: boolean;
  readonly url: string;
}

const DEFAULT_LIMIT = 10;

/** One page of a collection, newest first, of the rows that match. */
export function pageOf<T extends Row>(
  collection: Collection<T>,
  asked: PageAsked,
  { url, matches = () => true }: { url: string; matches?: (row: T) => boolean },
): Page<T> {
  for (const param of ["starting_after", "ending_before"] as const) {
    const cursor = asked[param];
    if (cursor !== undefined) collection.require(cursor, param, 400);
  }
  return pageOfRows(collection.where(matches).reverse(), asked, url);
}

/** One page of rows already in the order they are listed. */
export function pageOfRows<T extends Row>(rows: readonly T[], asked: PageAsked, url: string): Page<T> {
  const limit = asked.limit ?? DEFAULT_LIMIT;
  const { starting_after: after, ending_before: before } = asked;
  if (after !== undefined && before !== undefined) {
    throw invalidRequest("You may only specify one of these parameters: ending_before, starting_after.", {
      param: "ending_before",
    });
  }
  if (before !== undefined) {
    const end = positionOf(rows, before, "ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list", data: rows.slice(start, end), has_more: start > 0, url };
  }
  const start = after === undefined ? 0 : positionOf(rows, after, "starting_after") + 1;
  return { object: "list", data: rows.slice(start, start + limit), has_more: start + limit < rows.length, url };
}

function positionOf(rows: readonly Row[], id: string, param: string): number {
  const position = rows.findIndex((row) => row.id === id);
  if (position >= 0) return position;
  throw invalidRequest(`The cursor '${id}' is not in the list you are paging through.`, { param });
}

export type Range =
  | number
  | { gt?: number | undefined; gte?: number | undefined; lt?: number | undefined; lte?: number | undefined };

/** A filter by time: exactly this second, or `[gt]`, `[gte]`, `[lt]`, `[lte]`. */
export function range(): Schema<Range> {
  const bounds = { gt: timestamp(), gte: timestamp(), lt: timestamp(), lte: timestamp() };
  return either(timestamp(), object(bounds));
}

export function isInRange(value: number, asked: Range | undefined): boolean {
  if (asked === undefined) return true;
  if (typeof asked === "number") return value === asked;
  const { gt, gte, lt, lte } = asked;
  return (
    (gt === undefined || value > gt) &&
    (gte === undefined || value >= gte) &&
    (lt === undefined || value < lt) &&
    (lte === undefined || value <= lte)
  );
}
