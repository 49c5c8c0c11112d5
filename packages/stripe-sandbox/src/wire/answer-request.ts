import type { World } from "../store/world.ts";
import { type Answer, answerError, answerJson } from "./answer.ts";
import { authenticate } from "./authenticate.ts";
import { StripeError } from "./errors.ts";
import { type Expandable, expandAnswer } from "./expand.ts";
import { mergeParameters, parseForm } from "./form-body.ts";
import { findKeptAnswer, fingerprintOf, keepAnswer, keyInUse } from "./idempotency.ts";
import type { RawHash } from "./raw-parameters.ts";
import { checkContentType, checkStripeAccount, checkVersion, takeExpand } from "./request-checks.ts";
import type { Router } from "./router.ts";

export interface ApiRequest {
  readonly id: string;
  readonly method: string;
  readonly pathname: string;
  readonly query: string;
  readonly body: string;
  readonly headers: { readonly [name: string]: string | undefined };
}

export interface Api {
  readonly world: World;
  readonly router: Router;
  readonly expandable: Expandable;
  /** Null accepts every test key. */
  readonly allowedKeys: readonly string[] | null;
  /** Keys of requests that have not been answered yet. */
  readonly keysInFlight: Set<string>;
  readonly onBug: (cause: unknown) => void;
}

/** Answers one request of the API, from its checks to what is written down under its idempotency key. */
export function answerRequest(api: Api, request: ApiRequest): Answer {
  const key = idempotencyKeyOf(request);
  try {
    const answer = answerOrThrow(api, request, key);
    return key === null ? answer : { ...answer, headers: { "idempotency-key": key, ...answer.headers } };
  } catch (failure) {
    const answer = answerFailure(api, request, failure);
    return key === null ? answer : { ...answer, headers: { "idempotency-key": key, ...answer.headers } };
  }
}

export function idempotencyKeyOf(request: ApiRequest): string | null {
  return request.method === "POST" ? request.headers["idempotency-key"] || null : null;
}

function answerOrThrow(api: Api, request: ApiRequest, key: string | null): Answer {
  authenticate(request.headers["authorization"], api.allowedKeys);
  checkVersion(request.headers["stripe-version"]);
  checkStripeAccount(request.headers);
  const { route, path } = api.router(request.method, request.pathname);
  checkContentType(request);
  const sent = mergeParameters(parseForm(request.query), parseForm(request.body));
  const endpoint = request.pathname;
  const fingerprint = fingerprintOf([request.method, endpoint, canonical(sent)]);
  if (key !== null) {
    if (api.keysInFlight.has(key)) throw keyInUse(key);
    const kept = findKeptAnswer(api.world, { key, endpoint, fingerprint });
    if (kept !== null) return replay(kept);
  }
  const { parameters, expand } = takeExpand(sent);
  const handle = route.prepare(parameters);
  const keep = (answer: Answer): Answer => {
    if (key === null) return answer;
    keepAnswer(api.world, {
      id: key,
      endpoint,
      fingerprint,
      requestId: request.id,
      status: answer.status,
      body: answer.body,
    });
    return { ...answer, headers: { ...answer.headers, "original-request": request.id } };
  };
  const causing = { id: request.id, idempotencyKey: key };
  try {
    return api.world.transaction(causing, () => {
      try {
        return keep(answerJson(200, expandAnswer(api.world, api.expandable, handle(api.world, path), expand)));
      } catch (failure) {
        if (!(failure instanceof StripeError && failure.keepsChanges)) throw failure;
        return keep(answerFailure(api, request, failure));
      }
    });
  } catch (failure) {
    // A refusal of the work itself is repeated under its key, as a success is; a bug of ours is not.
    if (!(failure instanceof StripeError)) throw failure;
    return api.world.transaction(causing, () => keep(answerFailure(api, request, failure)));
  }
}

function answerFailure(api: Api, request: ApiRequest, failure: unknown): Answer {
  return answerError(failure, {
    requestLogUrl: `${api.world.baseUrl}/_sandbox/requests/${request.id}`,
    onBug: api.onBug,
  });
}

function replay(kept: { status: number; body: string; requestId: string }): Answer {
  return {
    status: kept.status,
    body: kept.body,
    headers: {
      "content-type": "application/json",
      "idempotent-replayed": "true",
      "original-request": kept.requestId,
    },
  };
}

/** The same parameters in another order are the same request. */
function canonical(parameters: RawHash): string {
  return JSON.stringify(parameters, (_name, value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
