import {
  type DeadJob,
  type DeadJobStatus,
  discardDeadJob,
  listDeadJobs as listRows,
  readDeadJob,
  retryDeadJob,
} from "@farebox/db/jobs";
import type { Deps } from "../deps.ts";
import { fromCursor, toCursor } from "./page-cursor.ts";
import { type Refusal, refuse, refuseFields } from "./refusal.ts";

/** Background jobs that failed for good, the newest failure first, a page at a time. */
export async function listDeadJobs(
  deps: Pick<Deps, "db">,
  asked: { readonly status: DeadJobStatus; readonly cursor: string | null; readonly limit: number },
): Promise<DeadJobPage | Refusal> {
  const { status, cursor, limit } = asked;
  const bound = ["dead jobs", status];
  const position = cursor === null ? null : fromCursor(cursor, { bound, shape: POSITION });
  if (cursor !== null && position === null)
    return refuseFields([{ path: "cursor", message: "is not one of this list" }]);
  const [lastFailedAt, id = ""] = position?.split(" ") ?? [];
  const before = position === null ? null : { lastFailedAt: Number(lastFailedAt), id };
  const rows = await listRows(deps.db.service, { status, before, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return { outcome: "answered", items, nextCursor: isMore ? toCursor(`${last.lastFailedAt} ${last.id}`, bound) : null };
}

/**
 * Has a dead job run again, or dismisses it, once; asked again, or when it went well by itself meanwhile, it is answered as
 * it is now.
 */
export async function resolveDeadJob(deps: Pick<Deps, "db">, asked: AskedResolution): Promise<ResolvedJob | Refusal> {
  const { id, decision, resolvedBy } = asked;
  const resolve = decision === "retry" ? retryDeadJob : discardDeadJob;
  const isDone = await resolve(deps.db.service, { id, resolvedBy });
  const job = await readDeadJob(deps.db.service, id);
  return job === null ? refuse({ code: "not_found", what: "job" }) : { outcome: isDone ? "made" : "replayed", job };
}

export type DeadJobPage = {
  readonly outcome: "answered";
  readonly items: readonly DeadJob[];
  readonly nextCursor: string | null;
};

export type AskedResolution = {
  readonly id: string;
  readonly decision: "retry" | "discard";
  readonly resolvedBy: string;
};

export type ResolvedJob = { readonly outcome: "made" | "replayed"; readonly job: DeadJob };

const POSITION = /^\d{1,14} [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
