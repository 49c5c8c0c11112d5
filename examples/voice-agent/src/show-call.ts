import type { Call, CallEnd, FareboxError, RatesListAnswer } from "@farebox/sdk";
import type { WatchCall } from "./answer-stream.ts";
import type { Terminal } from "./terminal.ts";

type Rate = RatesListAnswer["rates"][number];

/** Shows in the terminal how a call uses tokens, second by second. */
export function showCall(
  terminal: Terminal,
  { rates, speed, agentId }: { readonly rates: readonly Rate[]; readonly speed: number; readonly agentId: string },
): WatchCall & { ended(end: CallEnd | null): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    agentId,
    started(call: Call) {
      const rate = rates.find(({ service }) => service === call.service);
      terminal.say(`call ${call.callId}: ${call.service}, ${call.grantedSecondsLeft} s granted`);
      const show = () =>
        terminal.tick(
          `${call.elapsedSeconds} s   ${spent(rate, call.elapsedSeconds)} tokens spent   ${call.secondsLeft} s left`,
        );
      timer = setInterval(show, 1_000 / speed);
    },
    refused: (error: FareboxError) => terminal.say(`not let in: ${error.code}: ${error.message}`),
    told: (what: string) => terminal.say(what),
    ended(end) {
      clearInterval(timer);
      if (end === null) return;
      const charged = end.charged === null ? "charged as soon as Farebox can be reached" : `${end.charged} tokens`;
      terminal.say(`${end.outcome}: ${end.elapsedSeconds} s, ${charged}`);
    },
  };
}

/** For showing only: what is charged is what the receipt says. */
function spent(rate: Rate | undefined, seconds: number): string {
  return rate === undefined ? "?" : ((seconds * rate.tokens) / rate.per).toFixed(3);
}
