import { formatQuantity, formatTicker } from "@farebox/react/lib/format-quantity.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { playgroundStrings } from "@farebox/react/lib/playground-strings.ts";
import type { PlaygroundEvent } from "./use-playground.ts";

const words = playgroundStrings.events;
const UNITS: Readonly<Record<string, string>> = { sms: "message", ai_agent_request: "request" };

/** One event in words. */
export function describeEvent({ kind, service, quantity, grantedSeconds, refusedBy }: PlaygroundEvent): string {
  const what = service === null ? "" : (pageStrings.history.serviceOne[service] ?? service);
  const elapsed = formatTicker(quantity ?? 0);
  const granted = formatTicker(grantedSeconds ?? 0);
  const unit = service === null ? undefined : UNITS[service];
  switch (kind) {
    case "started":
      return words.started(what, granted);
    case "heartbeat":
    case "final":
      return words[kind](elapsed, granted);
    case "ended":
    case "out_of_tokens":
    case "crashed":
    case "lost":
    case "settled":
      return words[kind](elapsed);
    case "recorded":
    case "drained":
      return words[kind](unit === undefined ? what : `${what}, ${formatQuantity(quantity ?? 0, unit)}`);
    case "refused":
      return words.refused(what, playgroundStrings.refusals[refusedBy ?? ""] ?? refusedBy ?? "");
    case "clock_moved":
      return words.clock_moved(nameStep(quantity ?? 0));
  }
}

function nameStep(seconds: number): string {
  const { minutes, day, month } = playgroundStrings.clockBy;
  if (seconds < 86_400) return minutes;
  return seconds === 86_400 ? day : month;
}
