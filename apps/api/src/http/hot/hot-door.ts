import type { IncomingMessage, ServerResponse } from "node:http";
import type { Deps } from "../../deps.ts";
import { newId } from "../../new-id.ts";
import { logFailure } from "../answer-error.ts";
import { readClientAddress } from "../client-address.ts";
import { bodyOf, type Exchange } from "../exchange.ts";
import { createRequestContext } from "../request-context.ts";
import type { NoteRequest } from "../request-log.ts";
import type { Takes } from "../server.ts";
import { createHeadWriter } from "./answer-head.ts";
import { answerRestCall, refuseRestCall } from "./answer-rest-call.ts";
import { answerTrpcCall, refuseTrpcCall } from "./answer-trpc-call.ts";
import { findHotCall, type HotCall } from "./find-hot-call.ts";

/**
 * Calls that come thousands of times a second, straight from the server: the same procedures, context, schemas and errors
 * as behind the framework, which costs several times more than they do. False for every request that is not one of them.
 */
export function createHotDoor({ deps, noteRequest }: HotDoorParts): HotDoor {
  const { env, log } = deps;
  const writeHead = createHeadWriter(env);

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse, call: HotCall): Promise<void> {
    const startedAt = performance.now();
    let callerId: string | null = null;
    const added: string[] = [];
    const requestId = newId();
    const visit = deps.admission.openVisit();
    const { headers, method = "" } = incoming;
    const exchange: Exchange = {
      method,
      requestId,
      clientAddress: readClientAddress(incoming, env.trustedProxyHops),
      header: (name) => headers[name] as string | undefined,
      allHeaders: () => new Headers(Object.entries(headers) as [string, string][]),
      rawHeaders: incoming.rawHeaders,
      query: call.query,
      body: bodyOf(incoming),
      hold: visit.hold,
      answerWith: (name, value) => added.push(name, value),
      noteCaller: (id) => {
        callerId = id;
      },
    };
    const route = nameOf(call);
    const context = createRequestContext(deps, exchange);
    const reply = await (call.door === "rest"
      ? answerRestCall({ exchange, context, call })
      : answerTrpcCall({ exchange, context, call })
    ).catch((error: unknown) => {
      logFailure(log, error, { requestId, route });
      return call.door === "rest" ? refuseRestCall(error, requestId) : refuseTrpcCall(error, requestId);
    });
    for (const failure of reply.failures) logFailure(log, failure.error, { requestId, route: failure.route });
    for (const [name, value] of reply.headers) added.push(name, value);
    writeHead(outgoing, { status: reply.status, requestId, origin: headers.origin, added, body: reply.body });
    outgoing.end(reply.body);
    visit.end();
    noteRequest({ requestId, method, route, status: reply.status, startedAt, callerId });
  }

  return (incoming, outgoing) => {
    const call = findHotCall(incoming);
    if (call === null) return false;
    answer(incoming, outgoing, call).catch((error: unknown) => {
      logFailure(log, error, { requestId: "none", route: nameOf(call) });
      outgoing.destroy();
    });
    return true;
  };
}

export type HotDoorParts = { readonly deps: Deps; readonly noteRequest: NoteRequest };

export type HotDoor = Takes;

function nameOf(call: HotCall): string {
  if (call.door === "rest") return `rest ${call.found.route.name}`;
  return `trpc ${call.procedures.map(({ name }) => name).join(",")}`;
}
