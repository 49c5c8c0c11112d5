import type { Context } from "hono";
import type { Caller } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import type { RequestContext } from "../trpc/init.ts";
import { ApiError, invalidField } from "./api-error.ts";
import type { AppBindings } from "./app-bindings.ts";

/** What procedures may know of the HTTP request, the same for every door. */
export function createRequestContext(deps: Deps, c: Context<AppBindings>): RequestContext {
  let identified: Promise<Caller> | null = null;
  const identifyAgain = () => identify(deps, c);
  return {
    deps,
    requestId: c.get("requestId"),
    identify: () => {
      identified ??= identifyAgain();
      return identified;
    },
    identifyAgain,
    namedBusiness: c.req.header("farebox-business") ?? null,
    idempotencyKey: c.req.header("idempotency-key") ?? null,
    responseHeaders: new Headers(),
  };
}

async function identify(deps: Deps, c: Context<AppBindings>): Promise<Caller> {
  const address = c.get("clientAddress");
  deps.limits.requireFewFailures(address);
  refuseRepeatedProof(c);
  try {
    const caller = await deps.authentication.identify({ method: c.req.method, headers: c.req.raw.headers });
    c.set("callerId", toCallerId(caller));
    return caller;
  } catch (error) {
    if (error instanceof ApiError && error.billingCode === "unauthenticated") deps.limits.countFailedProof(address);
    throw error;
  }
}

function toCallerId(caller: Caller): string | null {
  if (caller.kind === "anonymous") return null;
  return caller.kind === "key" ? `key:${caller.keyId}` : `person:${caller.userId}`;
}

/** Node keeps the first of two such headers in silence; a proxy before us may have looked at the second. */
function refuseRepeatedProof(c: Context<AppBindings>): void {
  const names = c.env?.incoming?.rawHeaders.filter((_, index) => index % 2 === 0) ?? [];
  const count = names.filter((name) => name.toLowerCase() === "authorization").length;
  if (count > 1) throw invalidField("Authorization", "must be sent once");
}
