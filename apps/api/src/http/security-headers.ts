import type { MiddlewareHandler } from "hono";
import type { AppBindings } from "./app-bindings.ts";

/** Headers of every answer. */
export function securityHeaders(publicUrl: string): MiddlewareHandler<AppBindings> {
  const headers = listSecurityHeaders(publicUrl);
  return async (c, next) => {
    await next();
    for (const [name, value] of headers) c.res.headers.set(name, value);
    if (c.req.path.startsWith("/api/") && !c.res.headers.has("Cache-Control"))
      c.res.headers.set("Cache-Control", NOT_STORED);
  };
}

/** Pages run no script but ours and no inline one; nothing here may be framed or guessed at. */
export function listSecurityHeaders(publicUrl: string): readonly (readonly [name: string, value: string])[] {
  const headers = [
    ["Content-Security-Policy", POLICY],
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "strict-origin-when-cross-origin"],
    ["X-Frame-Options", "DENY"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"],
  ] as const;
  return publicUrl.startsWith("https:") ? [...headers, ["Strict-Transport-Security", "max-age=31536000"]] : headers;
}

/** `Cache-Control` of what the API answers. */
export const NOT_STORED = "no-store";

// Parts of the page set styles from script (positions of menus, sizes of bars), which only style-src knows.
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");
