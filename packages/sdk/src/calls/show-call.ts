import type { Call } from "./call-types.ts";
import type { LiveCall } from "./live-call.ts";

const SHOWN = [
  ...(["callId", "holdId", "service", "state", "elapsedSeconds"] as const),
  ...(["secondsLeft", "grantedSecondsLeft", "isFinal", "hold"] as const),
];

/** A call as its owner sees it: a plain object, whose parts can be taken out, compared and printed. */
export function showCall(live: LiveCall): Call {
  const shown: Pick<Call, "on" | "end" | typeof Symbol.asyncDispose> = {
    on: (name, listener) => live.on(name, listener),
    end: (ended) => live.end(ended),
    [Symbol.asyncDispose]: () => live.end().then(() => undefined),
  };
  for (const name of SHOWN) Object.defineProperty(shown, name, { enumerable: true, get: () => live[name] });
  return shown as Call;
}
