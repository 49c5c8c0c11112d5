import type { MiddlewareHandler } from "hono";
import type { AppBindings } from "./app-bindings.ts";

/** Headers of every answer. Pages run no script but ours and no inline one; nothing here may be framed or guessed at. */
export function securityHeaders(publicUrl: string): MiddlewareHandler<AppBindings> {
  const isHttps = publicUrl.startsWith("https:");
  return async (c, next) => {
    await next();
    c.res.headers.set("Content-Security-Policy", POLICY);
    c.res.headers.set("X-Content-Type-Options", "nosniff");
    c.res.headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
    c.res.headers.set("X-Frame-Options", "DENY");
    c.res.headers.set("Cross-Origin-Opener-Policy", "same-origin");
    c.res.headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
    if (isHttps) c.res.headers.set("Strict-Transport-Security", "max-age=31536000");
    if (c.req.path.startsWith("/api/") && !c.res.headers.has("Cache-Control"))
      c.res.headers.set("Cache-Control", "no-store");
  };
}

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
