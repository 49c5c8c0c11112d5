import { type Call, type Farebox, FareboxError } from "@farebox/sdk";
import { type ChannelEvent, EventSocket, type EventSocketAddress } from "./event-socket.ts";

const GOODBYE_FILE = "voicemail/vm-goodbye.wav";

/** Watches over the calls of one FreeSWITCH, with a client of its own: whoever is answered is paid for while it lasts. */
export async function superviseCalls(farebox: Farebox, address: EventSocketAddress): Promise<void> {
  const socket = await EventSocket.open(address, ["CHANNEL_ANSWER", "CHANNEL_HANGUP_COMPLETE"]);
  const calls = new Map<string, Promise<Call | null>>();
  try {
    for await (const event of socket.events()) {
      const { "Unique-ID": uuid = "", "Event-Name": name, variable_farebox_agent: agentId } = event;
      // A call has several legs; the dialplan names an agent on the one that is paid for.
      if (agentId === undefined) continue;
      if (name === "CHANNEL_ANSWER")
        calls.set(uuid, letIn(farebox, socket, { uuid, agentId, service: serviceOf(event) }));
      else if (name === "CHANNEL_HANGUP_COMPLETE") {
        const call = await calls.get(uuid);
        calls.delete(uuid);
        // FreeSWITCH measured it better than we did.
        await call?.end({ elapsedSeconds: Number(event["variable_billsec"] ?? call.elapsedSeconds) });
      }
    }
  } finally {
    // Nobody hears any more who hangs up. Without heartbeats these calls are given up, and their records settle them.
    await farebox.close();
  }
}

/** Null is not let in. */
async function letIn(
  farebox: Farebox,
  socket: EventSocket,
  { uuid, agentId, service }: Answered,
): Promise<Call | null> {
  const hangUp = () => socket.command(`uuid_kill ${uuid}`);
  try {
    const call = await farebox.calls.start({ callId: uuid, service, agentId });
    call.on("final", () => socket.command(`uuid_broadcast ${uuid} ${GOODBYE_FILE} both`));
    call.on("exhausted", hangUp);
    call.on("lost", hangUp);
    return call;
  } catch (error) {
    if (!(error instanceof FareboxError)) throw error;
    hangUp();
    return null;
  }
}

function serviceOf(event: ChannelEvent): string {
  return event["Call-Direction"] === "outbound" ? "outbound_call" : "inbound_call";
}

type Answered = { readonly uuid: string; readonly agentId: string; readonly service: string };
