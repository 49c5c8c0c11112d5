import { type AlertRule, fromTokens, type MicroTokens, toTokens } from "@farebox/billing-core";
import type { z } from "zod";
import type { AlertsNow } from "../use-cases/get-alerts.ts";
import type { WantedRule } from "../use-cases/set-alerts.ts";
import type { setAlertsInput } from "./alerts-schemas.ts";
import { toInstantTextOrNull } from "./wire-instants.ts";

export function toAlertsAnswer({ rules }: AlertsNow) {
  return {
    rules: rules.map(({ id, kind, threshold, channels, armed, lastFiredAt }) => ({
      id,
      kind,
      threshold: toWireThreshold({ kind, threshold }),
      channels: [...channels],
      armed,
      lastFiredAt: toInstantTextOrNull(lastFiredAt),
    })),
    isDefault: rules.length > 0 && rules.every(({ setByOwner }) => !setByOwner),
  };
}

export function fromWireRule(rule: z.infer<typeof setAlertsInput>["rules"][number]): WantedRule {
  const { kind, threshold, channels } = rule;
  return { kind, threshold: kind === "tokens" ? (fromTokens(threshold) as MicroTokens) : BigInt(threshold), channels };
}

function toWireThreshold({ kind, threshold }: Pick<AlertRule, "kind" | "threshold">): number {
  return kind === "tokens" ? toTokens(threshold as MicroTokens) : Number(threshold);
}
