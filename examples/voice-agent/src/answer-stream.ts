import type { Call, CallEnd, Farebox } from "@farebox/sdk";
import { FareboxError } from "@farebox/sdk";
import { AGENT_VOICE, beep } from "./agent-voice.ts";
import type { PhoneLine } from "./phone-line.ts";

/**
 * One phone call, from the first message of its stream to its charge. This is all a call handler has to know of Farebox.
 * Answers null where there was nothing to charge: the call was not let in, or was over before it began.
 */
export async function answerStream(line: PhoneLine, farebox: Farebox, watch: WatchCall): Promise<CallEnd | null> {
  const stream = await line.started;
  if (stream === null) return null;
  let call: Call;
  try {
    // The provider's own id: however often it is told of this call, it is one call.
    call = await farebox.calls.start({ callId: stream.callSid, service: "inbound_call", agentId: watch.agentId });
  } catch (error) {
    if (!(error instanceof FareboxError)) throw error;
    watch.refused?.(error);
    await line.play(AGENT_VOICE.sorry, "sorry");
    line.hangUp();
    return null;
  }

  watch.started?.(call);
  call.on("low", ({ secondsLeft }) => watch.told?.(`about ${secondsLeft} s left`));
  call.on("final", async ({ secondsLeft }) => {
    watch.told?.(`final: ${secondsLeft} s left and no more to come. The agent says goodbye`);
    line.interrupt();
    await line.play(AGENT_VOICE.goodbye, "goodbye");
    line.hangUp();
  });
  call.on("exhausted", () => line.hangUp());
  call.on("lost", ({ because }) => {
    watch.told?.(`lost: ${because}`);
    line.hangUp();
  });

  line.on("digit", (digit) => void line.play(beep(digit), `digit-${digit}`));
  void line.play(AGENT_VOICE.greeting, "greeting");
  await line.closed;
  return call.end();
}

/** Hears how the call goes, for whoever looks on. */
export type WatchCall = {
  readonly agentId: string;
  readonly started?: (call: Call) => void;
  readonly refused?: (error: FareboxError) => void;
  readonly told?: (what: string) => void;
};
