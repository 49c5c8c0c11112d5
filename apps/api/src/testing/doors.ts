import type { AnyRouter } from "@trpc/server";
import { type LiveProcedure, listProcedures } from "../http/rest/routes.ts";

/** One way to call a procedure over HTTP; both are asked the same in tests, and must answer alike. */
export type Door = {
  readonly name: "tRPC" | "REST";
  readonly call: (url: string, procedure: LiveProcedure, request: DoorRequest) => Promise<DoorAnswer>;
};

export type DoorRequest = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly input?: unknown;
};

export type DoorAnswer = {
  readonly status: number;
  /** The error object of the contract; null on success. */
  readonly error: AnsweredError | null;
  readonly data: unknown;
  readonly headers: Headers;
};

export type AnsweredError = {
  readonly code: string;
  readonly message: string;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly retryable: boolean;
  readonly requestId: string;
  readonly details?: Readonly<Record<string, unknown>>;
};

export const trpcDoor: Door = {
  name: "tRPC",
  async call(url, { name, type }, { headers = {}, input }) {
    const isRead = type !== "mutation";
    const text = JSON.stringify(input);
    const query = isRead && text !== undefined ? `?input=${encodeURIComponent(text)}` : "";
    const answer = await fetch(`${url}/api/trpc/${name}${query}`, {
      method: isRead ? "GET" : "POST",
      headers: isRead ? headers : { "content-type": "application/json", ...headers },
      ...(!isRead && { body: text ?? "{}" }),
    });
    const body = (await readJson(answer)) as {
      error?: { data: { billing: AnsweredError } };
      result?: { data: unknown };
    };
    return {
      status: answer.status,
      error: body.error?.data.billing ?? null,
      data: body.result?.data,
      headers: answer.headers,
    };
  },
};

/** Fields that stand in the path must be in the input. */
export const restDoor: Door = {
  name: "REST",
  async call(url, { name, meta }, { headers = {}, input = {} }) {
    const { rest } = meta;
    if (rest === undefined) throw new Error(`${name} has no address`);
    const rawFields = typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {};
    const inPath = new Set([...rest.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""));
    const path = rest.path.replaceAll(/\{(\w+)\}/g, (_, field: string) =>
      encodeURIComponent(String(rawFields[field] ?? "missing")),
    );
    const others = Object.entries(rawFields).filter(([field]) => !inPath.has(field));
    const hasBody = ["POST", "PUT", "PATCH"].includes(rest.method);
    const query = hasBody
      ? ""
      : `?${new URLSearchParams(Object.fromEntries(others.map(([field, value]) => [field, toText(value)])))}`;
    const answer = await fetch(`${url}/api/billing${path}${query}`, {
      method: rest.method,
      headers: hasBody ? { "content-type": "application/json", ...headers } : headers,
      ...(hasBody && { body: JSON.stringify(Object.fromEntries(others)) }),
    });
    const body = (await readJson(answer)) as { error?: AnsweredError };
    return { status: answer.status, error: body?.error ?? null, data: body, headers: answer.headers };
  },
};

export const doors: readonly Door[] = [trpcDoor, restDoor];

export function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}

/** The live procedure of a name, so that a test says what it calls and nothing twice. */
export function procedureOf(router: AnyRouter, name: string): LiveProcedure {
  const found = listProcedures(router).find((procedure) => procedure.name === name);
  if (found === undefined) throw new Error(`there is no procedure ${name}`);
  return found;
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Streams are cut off after their first event; that they were let through is all a test asks here. */
async function readJson(answer: Response): Promise<unknown> {
  if (!(answer.headers.get("content-type") ?? "").startsWith("text/event-stream")) return answer.json();
  const reader = answer.body?.getReader();
  let text = "";
  for (;;) {
    const chunk = await reader?.read();
    text += new TextDecoder().decode(chunk?.value);
    const failed = /event: serialized-error\ndata: (.*)\n/.exec(text);
    if (failed?.[1] !== undefined) {
      await reader?.cancel();
      return { error: JSON.parse(failed[1]) };
    }
    if (chunk?.done !== false || /^data: \{.*"asOf"/m.test(text)) {
      await reader?.cancel();
      return { result: { data: null } };
    }
  }
}
