import type { Deps } from "../deps.ts";
import type { NotDecided } from "../ledger/not-decided.ts";
import { newId } from "../new-id.ts";
import { authorizeUsage } from "../use-cases/authorize-usage.ts";
import { recordUsage } from "../use-cases/record-usage.ts";
import { isRefusal, type Refusal } from "../use-cases/refusal.ts";
import type { PlaygroundEventKind, SentRequest } from "./event-log.ts";
import type { Playground } from "./playground.ts";

/** Reports work that is not a call, as one event. */
export function recordWork(deps: RecordDeps, work: Work): Promise<Recorded | Refusal | NotDecided> {
  return record(deps, work, "recorded");
}

/** Spends all that is available on messages: what live calls hold is theirs, so they go on for as long as it lasts. */
export async function drainBalance(
  deps: RecordDeps,
  { businessId, agentId }: Pick<Work, "businessId" | "agentId">,
): Promise<Recorded | Refusal | NotDecided> {
  const standing = await authorizeUsage(deps, { businessId, service: DRAINED_BY, quantity: 1, agentId });
  if (isRefusal(standing)) return standing;
  if (standing.affordable === 0) return { outcome: "recorded", quantity: 0 };
  return record(deps, { businessId, agentId, service: DRAINED_BY, quantity: standing.affordable }, "drained");
}

type RecordDeps = Deps & { readonly playground: Playground };

export type Work = {
  readonly businessId: string;
  readonly service: string;
  readonly quantity: number;
  readonly agentId: string | null;
};

/** `told`: it was refused, which is an answer here and stands among the events. */
export type Recorded = { readonly outcome: "recorded" | "told"; readonly quantity: number };

/** The cheapest thing that is counted in pieces: it leaves the least. */
const DRAINED_BY = "sms";

async function record(
  deps: RecordDeps,
  { businessId, service, quantity, agentId }: Work,
  kind: PlaygroundEventKind,
): Promise<Recorded | Refusal | NotDecided> {
  const event = { key: `playground-${newId()}`, service, quantity, ...(agentId !== null && { agentId }) };
  const request: SentRequest = { method: "POST", path: "/usage", body: { events: [event] } };
  const report = await recordUsage(deps, {
    events: [
      {
        businessId,
        key: event.key,
        service,
        quantity,
        agentId,
        occurredAt: null,
        ref: null,
        metadata: null,
        allowOverdraft: false,
      },
    ],
    mayOverdraw: false,
    mayUse: () => true,
  });
  if (report.outcome !== "answered") return report;
  const outcome = report.events[0];
  if (outcome === undefined) throw new Error("an event was reported and none was answered");
  if (outcome.outcome === "not_decided") return outcome;
  const { events } = deps.playground.roomOf(businessId);
  if (outcome.outcome === "refused") {
    events.add("refused", { service, quantity, refusedBy: outcome.error.code, request });
    return { outcome: "told", quantity: 0 };
  }
  const charged = "line" in outcome ? outcome.line.charged : null;
  events.add(kind, { service, quantity, charged, request });
  return { outcome: "recorded", quantity };
}
