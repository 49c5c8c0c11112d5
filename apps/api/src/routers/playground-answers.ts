import { toTokens } from "@farebox/billing-core";
import type { z } from "zod";
import type { PlaygroundNow } from "../playground/read-playground.ts";
import type { playgroundAnswer } from "./playground-schemas.ts";
import { toInstantText } from "./wire-instants.ts";

export function toPlaygroundAnswer({ calls, events, moneyTime }: PlaygroundNow): z.infer<typeof playgroundAnswer> {
  return {
    calls: calls.map(
      ({ holdId, callId, service, agentId, rateVersion, state, elapsedMs, grantedSeconds, isFinal }) => ({
        holdId,
        callId,
        service,
        agentId,
        rateVersion,
        state,
        elapsedMilliseconds: elapsedMs,
        grantedSeconds,
        isFinal,
      }),
    ),
    events: events.map(({ at, charged, ...event }) => ({
      ...event,
      at: at.toISOString(),
      charged: charged === null ? null : toTokens(charged),
    })),
    moneyTime: toInstantText(moneyTime),
  };
}
