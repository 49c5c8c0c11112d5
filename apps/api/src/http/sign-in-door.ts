import { Hono } from "hono";
import type { SignIn } from "../auth/sign-in.ts";
import { createSignInLimits, type SignInAttempt } from "../auth/sign-in-limits.ts";
import { SIGN_IN_PATHS } from "../auth/sign-in-paths.ts";
import { refuseWrongSignUp } from "../auth/sign-up-fields.ts";
import { refuseHostileInput } from "../trpc/refuse-hostile-input.ts";
import { ApiError, invalidField } from "./api-error.ts";
import type { AppBindings } from "./app-bindings.ts";
import { exchangeOf } from "./exchange.ts";
import { readBody, SIGN_IN_BODY } from "./request-body.ts";
import { parseStrictJson } from "./strict-json.ts";

/** The sign-in library behind the same limits and the same care with bodies as everything else. */
export function createSignInDoor(signIn: SignIn): Hono<AppBindings> {
  const limits = createSignInLimits();
  return new Hono<AppBindings>().all("/*", async (c) => {
    const path = c.req.path.slice(PREFIX.length);
    const known = SIGN_IN_PATHS.filter((entry) => entry.path === path);
    if (known.length === 0) throw new ApiError("not_found");
    c.set("route", `auth ${path}`);
    const method = c.req.method === "HEAD" ? "GET" : c.req.method;
    if (!known.some((entry) => entry.method === method)) {
      c.header("Allow", known.map((entry) => entry.method).join(", "));
      throw new ApiError("method_not_allowed");
    }
    const { headers, signal, url } = c.req.raw;
    if (method === "GET") return ask(signIn, new Request(url, { method, headers, signal }));

    const text = await readBody(exchangeOf(c), SIGN_IN_BODY);
    const body = text === "" ? {} : parseStrictJson(text);
    if (typeof body !== "object" || body === null || Array.isArray(body))
      throw invalidField("body", "must be an object");
    refuseHostileInput(body);
    if (path === "/sign-up/email") refuseWrongSignUp({ ...body });
    const attempt: SignInAttempt = { path, address: c.get("clientAddress"), email: readEmail(body) };
    limits.before(attempt);
    const withType = new Headers(headers);
    withType.set("content-type", "application/json");
    withType.delete("content-length");
    // Browsers name the site a request comes from and its origin. Who names neither is a program, which the library would
    // take for a browser that hides something because of this one header.
    if (!headers.has("origin") && !headers.has("sec-fetch-site")) withType.delete("sec-fetch-mode");
    const answer = await ask(
      signIn,
      new Request(url, { method, headers: withType, body: JSON.stringify(body), signal }),
    );
    limits.after(attempt, answer.status);
    return answer;
  });
}

/** A failure the library answers itself has lost its cause; nearly always the database was away. */
async function ask(signIn: SignIn, request: Request): Promise<Response> {
  const answer = await signIn.handler(request);
  if (answer.status >= 500) throw new ApiError("unavailable", { retryAfterSeconds: 2 });
  return answer;
}

const PREFIX = "/api/auth";

function readEmail(body: object): string {
  return "email" in body && typeof body.email === "string" ? body.email.trim().toLowerCase().slice(0, 320) : "";
}
