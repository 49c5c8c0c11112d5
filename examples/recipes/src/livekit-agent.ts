import type { CallEnd, Farebox } from "@farebox/sdk";

/** Pays for one conversation in a room, from here until the job shuts down. Throws where it may not begin. */
export async function payForConversation(
  farebox: Farebox,
  { job, session, agentId }: Conversation,
): Promise<{ readonly ended: Promise<CallEnd> }> {
  // A job is given to one agent once, while a room's name may come again.
  const call = await farebox.calls.start({ callId: job.job.id, service: "inbound_call", agentId });
  const { promise: ended, resolve } = Promise.withResolvers<CallEnd>();

  call.on("final", async () => {
    session.interrupt();
    await session.say("I have to say goodbye now. Thank you for calling.").waitForPlayout();
    job.shutdown("out of tokens");
  });
  call.on("exhausted", () => job.shutdown("out of tokens"));
  call.on("lost", ({ because }) => job.shutdown(because));

  // Also runs when everybody has left the room, and when the worker is told to stop.
  job.addShutdownCallback(async () => resolve(await call.end()));
  return { ended };
}

export type Conversation = { readonly job: Job; readonly session: Session; readonly agentId: string };

/** Of the framework's `JobContext`, what is needed here. */
type Job = {
  readonly job: { readonly id: string };
  addShutdownCallback(callback: () => Promise<void>): void;
  shutdown(reason?: string): void;
};

/** Of its `AgentSession`. */
type Session = {
  interrupt(): unknown;
  say(text: string): { waitForPlayout(): Promise<unknown> };
};
