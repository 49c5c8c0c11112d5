import { type Refusal, StripeError } from "./errors.ts";

const SECRET_KEY = /^(sk|rk)_test_[A-Za-z0-9_]{6,}$/u;

/** Accepts any test key, or only those of the list; as bearer token or as the user of basic authentication. */
export function authenticate(authorization: string | undefined, allowedKeys: readonly string[] | null): void {
  const key = keyOf(authorization);
  if (key === null || key === "") {
    throw refusal({
      type: "invalid_request_error",
      message:
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
    });
  }
  if (/^pk_test_/u.test(key)) {
    throw refusal({
      type: "invalid_request_error",
      code: "secret_key_required",
      message: "This API call cannot be made with a publishable API key. Please use a secret API key.",
    });
  }
  const isAllowed = allowedKeys === null ? SECRET_KEY.test(key) : allowedKeys.includes(key);
  if (!isAllowed) {
    throw refusal({ type: "invalid_request_error", message: `Invalid API Key provided: ${hide(key)}` });
  }
}

function refusal(body: Omit<Refusal, "status">): StripeError {
  return new StripeError({ ...body, status: 401 });
}

function keyOf(authorization: string | undefined): string | null {
  const [, scheme, credentials] = /^(\w+)\s+(\S+)\s*$/u.exec(authorization ?? "") ?? [];
  if (scheme === undefined || credentials === undefined) return null;
  if (scheme.toLowerCase() === "bearer") return credentials;
  if (scheme.toLowerCase() !== "basic") return null;
  return Buffer.from(credentials, "base64").toString("utf8").split(":")[0] ?? null;
}

function hide(key: string): string {
  const prefix = /^(sk|rk|pk)_(test|live)_/u.exec(key)?.[0] ?? "";
  const rest = key.slice(prefix.length);
  return `${prefix}${"*".repeat(Math.min(24, Math.max(0, rest.length - 4)))}${rest.slice(-4)}`;
}
