import type { Call } from "./call-types.ts";
import type { LiveCall } from "./live-call.ts";

/** A call as its owner sees it: a plain object, whose parts can be taken out, compared and printed. */
export function showCall(live: LiveCall): Call {
  return {
    get callId() {
      return live.asked.callId;
    },
    get holdId() {
      return live.holdId;
    },
    get service() {
      return live.asked.service;
    },
    get state() {
      return live.state;
    },
    get elapsedSeconds() {
      return live.elapsedSeconds;
    },
    get secondsLeft() {
      return live.secondsLeft;
    },
    get grantedSecondsLeft() {
      return live.grantedSecondsLeft;
    },
    get isFinal() {
      return live.isFinal;
    },
    get hold() {
      return live.time.hold;
    },
    on: (name, listener) => live.on(name, listener),
    end: (ended) => live.end(ended),
    [Symbol.asyncDispose]: () => live.end().then(() => undefined),
  };
}
