import { createHash } from "node:crypto";
import { DoorRefused } from "@farebox/replay/door";
import type { Finding } from "../compare/finding.ts";
import type { BookDoor } from "../ledger/book-door.ts";
import { toMicroTokens } from "../ledger/ledger-line.ts";

/** What became of one finding: applied with what it really moved, or left for a person and why. */
export type Settled =
  | { readonly outcome: "applied"; readonly microTokens: number }
  | { readonly outcome: "review"; readonly why: string };

/**
 * Carries out one correction. Each is keyed by what it is about, the carrier's reference or the line, so that doing it again
 * changes nothing; what was moved by somebody else meanwhile is left as it is.
 */
export async function settleFinding(door: BookDoor, finding: Finding): Promise<Settled> {
  const { correction, booked, carrier } = finding;
  if (correction === null) return { outcome: "review", why: "only a person can tell what is right" };
  try {
    if (correction.do === "record") return await record(door, finding);
    if (booked === null) return { outcome: "review", why: "there is no line to correct" };
    if (correction.do === "settle")
      return await settleCall(door, finding, {
        ...correction,
        lineId: booked.lineId,
        before: booked.chargedMicroTokens,
      });
    const replacement =
      correction.do === "replace" ? { service: correction.service, quantity: correction.quantity } : undefined;
    return await correct(door, booked.lineId, { reason: reasonOf(finding, carrier?.quantity ?? null), replacement });
  } catch (error) {
    if (error instanceof DoorRefused) return { outcome: "review", why: error.message };
    throw error;
  }
}

async function record(door: BookDoor, finding: Finding): Promise<Settled> {
  const { carrier, service, ref } = finding;
  if (carrier === null) return { outcome: "review", why: "there is no record to book" };
  const event = {
    key: keyOf(service, ref),
    service,
    quantity: carrier.quantity,
    occurredAt: new Date(carrier.startedAt).toISOString(),
    ref,
    ...(carrier.agentId !== null && { agentId: carrier.agentId }),
    // The call has happened, whatever the balance is now.
    allowOverdraft: true,
  };
  for (let attempt = 1; ; attempt += 1) {
    const [result] = await door.record([event]);
    if (result === undefined) throw new Error("the server gave no result");
    if (result.outcome === "recorded" || result.outcome === "replayed")
      return { outcome: "applied", microTokens: Number(toMicroTokens(result.charged)) };
    if (result.outcome === "review")
      return { outcome: "review", why: "older than the late window: it waits for a review" };
    if (result.retryable !== true || attempt === MOST_ATTEMPTS)
      return { outcome: "review", why: result.message ?? result.reason ?? "refused" };
    await new Promise((resume) => setTimeout(resume, 50 * 2 ** attempt));
  }
}

const MOST_ATTEMPTS = 8;

type Call = {
  readonly holdId: string;
  readonly elapsedSeconds: number;
  readonly lineId: string;
  readonly before: number;
};

/** A call that can be settled no more is corrected like any other line. */
async function settleCall(door: BookDoor, finding: Finding, call: Call): Promise<Settled> {
  try {
    const { charged } = await door.settle(call.holdId, call.elapsedSeconds);
    return { outcome: "applied", microTokens: Number(toMicroTokens(charged)) - call.before };
  } catch (error) {
    if (!(error instanceof DoorRefused) || error.code !== "hold_not_open") throw error;
    const replacement =
      call.elapsedSeconds === 0 ? undefined : { service: finding.service, quantity: call.elapsedSeconds };
    return correct(door, call.lineId, { reason: reasonOf(finding, call.elapsedSeconds), replacement });
  }
}

async function correct(
  door: BookDoor,
  lineId: string,
  { reason, replacement }: { readonly reason: string; readonly replacement: object | undefined },
): Promise<Settled> {
  const answer = await door.correct(lineId, { reason, ...(replacement !== undefined && { replacement }) });
  const charged = toMicroTokens(answer.replacement?.charged ?? 0);
  return { outcome: "applied", microTokens: Number(charged - toMicroTokens(answer.returned)) };
}

/** Without a time or anything else that would differ the next time: the same correction has the same words. */
function reasonOf({ kind, booked }: Finding, carrierQuantity: number | null): string {
  if (kind === "extra") return "reconciled with the carrier: it has no record of this";
  if (kind === "duplicate_line") return "reconciled with the carrier: booked twice";
  return `reconciled with the carrier: ${carrierQuantity} there, ${booked?.quantity ?? 0} here`;
}

/** Unique for the carrier's record for ever. Keys are visible ASCII; a reference need not be. */
function keyOf(service: string, ref: string): string {
  const key = `carrier:${service}:${ref}`;
  if (/^[!-~]{1,255}$/.test(key)) return key;
  return `carrier:sha256:${createHash("sha256").update(key).digest("hex")}`;
}
