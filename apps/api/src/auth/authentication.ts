import { ApiError, invalidField } from "../http/api-error.ts";
import type { ApiKeyDirectory } from "./api-key-directory.ts";
import type { Caller, Person } from "./caller.ts";

/** Finds out who sent a request. What is offered but not valid is refused, never overlooked. */
export function createAuthentication(proofs: Proofs): Authentication {
  return {
    keys: proofs.keys,
    async identify(request) {
      const authorization = request.header("authorization");
      if (authorization !== undefined) return identifyByAuthorization(proofs, authorization);
      const person = await proofs.readSession(request.allHeaders());
      if (person === null) return { kind: "anonymous" };
      refuseCrossSite(request, proofs.publicUrl);
      return person;
    },
  };
}

export type Authentication = {
  readonly keys: ApiKeyDirectory;
  /** Throws `unauthenticated` for an invalid key or token; no proof at all is an anonymous caller. */
  readonly identify: (request: IncomingRequest) => Promise<Caller>;
};

export type IncomingRequest = {
  readonly method: string;
  /** By its name in lower case. */
  readonly header: (name: string) => string | undefined;
  readonly allHeaders: () => Headers;
};

export type Proofs = {
  readonly keys: ApiKeyDirectory;
  readonly readSession: (headers: Headers) => Promise<Person | null>;
  /** Null when no issuer is configured. */
  readonly judgeToken: ((token: string) => Promise<Person | null>) | null;
  readonly publicUrl: string;
};

async function identifyByAuthorization(proofs: Proofs, authorization: string): Promise<Caller> {
  // Two headers of this name arrive joined by a comma; no key or token has one.
  if (authorization.includes(",")) throw invalidField("Authorization", "must be sent once");
  const secret = /^Bearer +([^\s]+)$/i.exec(authorization)?.[1];
  if (secret === undefined) throw new ApiError("unauthenticated");
  const caller = secret.startsWith("fb_")
    ? await proofs.keys.find(secret)
    : await (proofs.judgeToken?.(secret) ?? null);
  if (caller === null) throw new ApiError("unauthenticated");
  return caller;
}

/**
 * A browser sends the session cookie along wherever the request comes from, so a change is taken only from our own pages.
 * Compared with the address the request came to as well, because a page is own if it was opened there.
 */
function refuseCrossSite(request: IncomingRequest, publicUrl: string): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const origin = request.header("origin");
  const isOwnOrigin = origin !== undefined && (origin === publicUrl || isSameHost(origin, request.header("host")));
  const site = request.header("sec-fetch-site");
  const isOwn = site === undefined ? isOwnOrigin : site === "same-origin" && (origin === undefined || isOwnOrigin);
  if (isOwn) return;
  throw new ApiError("forbidden", { details: { required: "an Origin header of this site, or an API key" } });
}

function isSameHost(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
