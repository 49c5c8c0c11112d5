import { listProviderEvents as listRows, type ProviderEvent, type ProviderEventStatus } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { fromCursor, toCursor } from "./page-cursor.ts";
import { type Refusal, refuseFields } from "./refusal.ts";

/** What the payment provider told us of, by what became of it, newest first. */
export async function listProviderEvents(
  deps: Pick<Deps, "db">,
  asked: { readonly status: ProviderEventStatus; readonly cursor: string | null; readonly limit: number },
): Promise<ProviderEventPage | Refusal> {
  const { status, cursor, limit } = asked;
  const bound = ["provider-events", status];
  const position = cursor === null ? null : fromCursor(cursor, { bound, shape: POSITION });
  if (cursor !== null && position === null)
    return refuseFields([{ path: "cursor", message: "is not one of this list" }]);
  const before = position === null ? null : fromPosition(position);
  const rows = await listRows(deps.db.service, { status, before, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return {
    outcome: "answered",
    items,
    nextCursor: isMore ? toCursor(`${last.receivedAt} ${last.eventId}`, bound) : null,
  };
}

export type ProviderEventPage = {
  readonly outcome: "answered";
  readonly items: readonly ProviderEvent[];
  readonly nextCursor: string | null;
};

const POSITION = /^\d{1,15} [!-~]{1,255}$/;

function fromPosition(position: string): { receivedAt: number; eventId: string } {
  const space = position.indexOf(" ");
  return { receivedAt: Number(position.slice(0, space)), eventId: position.slice(space + 1) };
}
