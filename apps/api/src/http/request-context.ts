import type { Caller } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import type { RequestContext } from "../trpc/init.ts";
import { ApiError, invalidField } from "./api-error.ts";
import type { Exchange } from "./exchange.ts";

/** What procedures may know of the HTTP request, the same for every door. */
export function createRequestContext(deps: Deps, exchange: Exchange): RequestContext {
  let identified: Promise<Caller> | null = null;
  const identifyAgain = () => identify(deps, exchange);
  return {
    deps,
    requestId: exchange.requestId,
    identify: () => {
      identified ??= identifyAgain();
      return identified;
    },
    identifyAgain,
    proof: () => JSON.stringify([exchange.header("authorization"), exchange.header("cookie")]),
    namedBusiness: exchange.header("farebox-business") ?? null,
    idempotencyKey: exchange.header("idempotency-key") ?? null,
    responseHeaders: new Map(),
  };
}

async function identify(deps: Deps, exchange: Exchange): Promise<Caller> {
  deps.limits.requireFewFailures(exchange.clientAddress);
  refuseRepeatedProof(exchange);
  try {
    const caller = await deps.authentication.identify(exchange);
    exchange.noteCaller(toCallerId(caller));
    return caller;
  } catch (error) {
    if (error instanceof ApiError && error.billingCode === "unauthenticated")
      deps.limits.countFailedProof(exchange.clientAddress);
    throw error;
  }
}

function toCallerId(caller: Caller): string | null {
  if (caller.kind === "anonymous") return null;
  return caller.kind === "key" ? `key:${caller.keyId}` : `person:${caller.userId}`;
}

/** A proxy before us may have looked at another one of them than we would. */
function refuseRepeatedProof({ rawHeaders }: Exchange): void {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === AUTHORIZATION.length && name.toLowerCase() === AUTHORIZATION) count += 1;
  }
  if (count > 1) throw invalidField("Authorization", "must be sent once");
}

const AUTHORIZATION = "authorization";
