import type { GrantCommand } from "./commands.ts";
import { TRIAL_TOKENS } from "./plans.ts";

/**
 * The trial as a command: one grant per business for ever. Its key is a fact's, which no caller can write, and names the
 * business, because a fact is one across all of them.
 */
export function trialGrant({
  businessId,
  grantId,
}: {
  readonly businessId: string;
  readonly grantId: string;
}): GrantCommand {
  return {
    kind: "grant",
    scope: "fact",
    key: `trial:${businessId}`,
    grantId,
    source: "trial",
    tokens: TRIAL_TOKENS,
    priority: 100,
    effectiveAt: null,
    expiresAt: null,
    costBasis: null,
    reason: null,
  };
}
