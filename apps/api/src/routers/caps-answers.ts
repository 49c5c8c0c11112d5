import { type Cap, toTokens } from "@farebox/billing-core";
import type { CapsNow } from "../use-cases/get-caps.ts";
import { toInstantText } from "./wire-instants.ts";

export function toCapsAnswer({ caps, timeZone }: CapsNow) {
  return {
    caps: caps.map(({ cap, used, resetsAt }) => ({
      ...toCapAnswer(cap),
      used: toTokens(used),
      resetsAt: toInstantText(resetsAt),
    })),
    timeZone,
  };
}

export function toCapAnswer({ agentId, every, limit }: Cap) {
  return { agentId, every, limit: toTokens(limit) };
}
