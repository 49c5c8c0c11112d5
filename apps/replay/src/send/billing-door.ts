import type { Destination } from "../destination.ts";

export type BillingDoor = {
  get(path: string, businessId?: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
};

/** The door answered, and its answer was no: trying the same again would not help. */
export class DoorRefused extends Error {
  readonly status: number;
  readonly code: string | null;

  constructor(status: number, answer: { readonly code: string | null; readonly text: string }) {
    super(`the server answered ${status}${answer.code === null ? "" : ` ${answer.code}`}: ${answer.text}`);
    this.status = status;
    this.code = answer.code;
  }
}

/** The door did not answer for as long as we were told to wait. */
export class DoorSilent extends Error {}

type DoorOptions = {
  readonly destination: Destination;
  readonly patienceSeconds: number;
  /** Told once per wait, so that a person sees why nothing moves. */
  readonly onWait: (reason: string, seconds: number) => void;
};

const REQUEST_TIMEOUT_MS = 60_000;
const LONGEST_WAIT_SECONDS = 10;

/** Speaks to `/api/billing`. What did not arrive, or was not answered, is sent again: every request here may be repeated safely. */
export function openBillingDoor(options: DoorOptions): BillingDoor {
  const ask = async (path: string, request: RequestInit, businessId?: string): Promise<unknown> => {
    const deadline = performance.now() + options.patienceSeconds * 1_000;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await askOnce(options.destination.current(), path, request, businessId);
      if ("body" in answer) return answer.body;
      const waitSeconds =
        answer.retryAfterSeconds ?? Math.min(LONGEST_WAIT_SECONDS, 0.1 * 2 ** attempt) * (0.5 + Math.random() / 2);
      if (performance.now() + waitSeconds * 1_000 > deadline) {
        throw new DoorSilent(
          `${answer.reason}; gave up after ${options.patienceSeconds} s. Run the same command again to go on`,
        );
      }
      options.onWait(answer.reason, waitSeconds);
      await new Promise((resume) => setTimeout(resume, waitSeconds * 1_000));
      if (answer.isUnreachable) await options.destination.refresh();
    }
  };
  return {
    get: (path, businessId) => ask(path, { method: "GET" }, businessId),
    post: (path, body) =>
      ask(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  };
}

type TryAgain = { readonly reason: string; readonly retryAfterSeconds: number | null; readonly isUnreachable: boolean };

async function askOnce(
  address: { readonly url: string; readonly key: string },
  path: string,
  request: RequestInit,
  businessId?: string,
): Promise<{ readonly body: unknown } | TryAgain> {
  const headers = new Headers(request.headers);
  headers.set("authorization", `Bearer ${address.key}`);
  if (businessId !== undefined) headers.set("farebox-business", businessId);
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${address.url}/api/billing${path}`, {
      ...request,
      headers,
      redirect: "error",
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    text = await response.text();
  } catch (error) {
    return {
      reason: `${address.url} does not answer (${causeOf(error)})`,
      retryAfterSeconds: null,
      isUnreachable: true,
    };
  }
  if (response.ok) return { body: parseJson(text) ?? refuse(response.status, text) };
  // 4xx is about what we sent, except for those that are about the moment; everything else is about the server.
  const isAboutTheMoment = response.status >= 500 || response.status === 429 || response.status === 408;
  if (!isAboutTheMoment) return refuse(response.status, text);
  const retryAfter = Number(response.headers.get("retry-after"));
  return {
    reason: `the server answered ${response.status} ${errorOf(text).code ?? ""}`.trim(),
    retryAfterSeconds: response.headers.has("retry-after") && retryAfter >= 0 ? retryAfter : null,
    isUnreachable: false,
  };
}

function refuse(status: number, text: string): never {
  throw new DoorRefused(status, errorOf(text));
}

function errorOf(text: string): { readonly code: string | null; readonly text: string } {
  const parsed = parseJson(text);
  const error = typeof parsed === "object" && parsed !== null && "error" in parsed ? parsed.error : null;
  if (typeof error !== "object" || error === null) return { code: null, text: text.slice(0, 200) };
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  const message = "message" in error ? String(error.message) : "";
  const fields = "fields" in error ? ` ${JSON.stringify(error.fields)}` : "";
  return { code, text: `${message}${fields}`.slice(0, 500) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error) return "code" in cause ? String(cause.code) : cause.message;
  return error.message;
}
