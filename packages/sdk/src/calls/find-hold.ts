import { FareboxError } from "../errors.ts";
import { isRecord } from "../is-record.ts";
import type { Ask } from "../procedures.ts";
import type { Hold } from "./call-types.ts";
import { isHold } from "./is-hold.ts";

/** The hold of a call, live or ended, by the caller's own name for it. */
export async function findHold(ask: Ask, callId: string, businessId: string | undefined): Promise<Hold> {
  const found = await ask("usage.find", { refs: [callId] }, { businessId });
  for (const id of holdIdsIn(found)) {
    const hold = await ask("holds.get", { id }, { businessId }).catch((failure) => {
      // Another thing with the same reference.
      if (failure instanceof FareboxError && failure.code === "not_found") return null;
      throw failure;
    });
    if (isHold(hold) && hold.callId === callId) return hold;
  }
  throw new FareboxError("not_found", `There is no call ${callId}.`, { status: 404 });
}

function holdIdsIn(found: unknown): readonly string[] {
  if (!isRecord(found)) return [];
  const open = list(found["unbooked"]).flatMap(({ id, status }) => (status === "open" ? [id] : []));
  const ended = list(found["lines"]).flatMap(({ call }) => (isRecord(call) ? [call["holdId"]] : []));
  return [...new Set([...open, ...ended])].filter((id) => typeof id === "string");
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
