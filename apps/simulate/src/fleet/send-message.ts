import type { Chance } from "../plan/chance.ts";
import type { Answer, Door } from "../product/door.ts";
import type { Tally } from "../tally.ts";
import { type CallMessage, type FleetCall, faultOf } from "./call.ts";

/** Sends a message of a call over a bad network, and has its handler learn from the answer. */
export async function sendMessage({ door, chance, tally }: SendParts, call: FleetCall, message: CallMessage) {
  const fault = faultOf(chance, call, message);
  tally.add(`fault ${fault}`);
  // A heartbeat that is lost is not sent again: the next one says more.
  if (fault === "request_lost" && message.kind === "beat") return;
  const ask = () =>
    door.ask<HoldAnswer>("POST", pathOf(call, message), { business: call.businessId, body: bodyOf(call, message) });
  const send = async () => {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await ask();
      if (!isTooEarly(answer) || call.plan.clockRate > 1 || attempt === MOST_WAITS) return answer;
      // The opening was late on a busy machine, and the ledger counts from there: a moment later it is true.
      await new Promise((resume) => setTimeout(resume, 500));
    }
  };
  if (fault === "answer_lost") await send();
  const answers = await Promise.all(fault === "duplicated" ? [send(), send()] : [send()]);
  const answer = answers.find(({ status }) => status < 300) ?? answers[0];
  if (answer !== undefined) learn(call, message, answer, tally);
  if (fault === "repeated_late" && message.kind === "beat") await send();
}

type SendParts = { readonly door: Door; readonly chance: Chance; readonly tally: Tally };

type HoldAnswer = {
  readonly outcome: string;
  readonly holdId: string;
  readonly status: string;
  readonly grantedSeconds: number;
  readonly final: boolean;
  readonly error?: { readonly code: string; readonly fields?: readonly { readonly path: string }[] };
};

function pathOf(call: FleetCall, { kind }: CallMessage): string {
  return kind === "open" ? "/holds" : `/holds/${call.holdId}/${kind === "beat" ? "extend" : kind}`;
}

function bodyOf({ plan }: FleetCall, message: CallMessage): object {
  switch (message.kind) {
    case "open":
      return { callId: plan.callId, service: plan.service, agentId: plan.agentId };
    case "void":
      return { reason: "not answered" };
    case "beat":
      return { seq: message.seq, elapsedSeconds: message.seconds };
    case "capture":
      return { elapsedSeconds: message.seconds };
  }
}

function learn(call: FleetCall, message: CallMessage, { status, body }: Answer<HoldAnswer>, tally: Tally): void {
  if (status >= 300) {
    learnRefusal(call, message, body, tally);
    return;
  }
  tally.add(`${message.kind} answered`);
  switch (message.kind) {
    case "open":
      call.state = "live";
      call.holdId = body.holdId;
      break;
    case "beat":
      call.lastSeq = message.seq;
      call.heardSeconds = message.seconds;
      break;
    case "void":
      call.state = "ended";
      call.acknowledged = { how: "voided", seconds: 0 };
      break;
    case "capture":
      call.state = "ended";
      call.acknowledged = { how: body.status === "settled" ? "settled" : "captured", seconds: message.seconds };
  }
  call.grantedSeconds = body.grantedSeconds;
  call.isFinal = body.final;
}

function learnRefusal(call: FleetCall, message: CallMessage, { error }: HoldAnswer, tally: Tally): void {
  const code = error?.code ?? "no code";
  tally.add(`${message.kind} ${code}`);
  if (message.kind === "open" && OPENING_REFUSED.has(code)) call.state = "refused";
  // The handler's clock runs ahead of the ledger's: it says so again a little later.
  else if (code === "validation_failed" && call.plan.clockRate > 1) return;
  // It was taken for abandoned: its end settles it.
  else if (code === "hold_not_open" && message.kind === "beat") return;
  else throw new Error(`${call.plan.callId}: ${message.kind} was refused: ${JSON.stringify(error)}`);
}

function isTooEarly({ status, body }: Answer<HoldAnswer>): boolean {
  return status === 400 && body.error?.fields?.[0]?.path === "elapsedSeconds";
}

const MOST_WAITS = 120;
const OPENING_REFUSED = new Set(["below_call_floor", "insufficient_tokens", "cap_reached", "concurrency_limit"]);
