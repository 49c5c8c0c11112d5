import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import type { AppBindings } from "./app-bindings.ts";

/**
 * The address limits are counted for. With `trustedProxyHops` proxies of ours in front, each appends whom it saw, so the
 * entry that many places from the end is the last one nobody outside could write.
 */
export function readClientAddress(incoming: IncomingMessage | undefined, trustedProxyHops: number): string {
  const socketAddress = incoming?.socket.remoteAddress ?? "unknown";
  if (trustedProxyHops === 0) return socketAddress;
  const forwarded = incoming?.headers["x-forwarded-for"] ?? "";
  const seen = String(forwarded)
    .split(",")
    .map((entry) => entry.trim());
  return seen.at(-trustedProxyHops) || socketAddress;
}

/** From this machine itself, and not by way of a proxy on it. */
export function isFromThisMachine(c: Context<AppBindings>): boolean {
  const address = c.env?.incoming?.socket.remoteAddress;
  const isForwarded = FORWARDED.some((name) => c.req.header(name) !== undefined);
  return address !== undefined && !isForwarded && /^(127\.|::1$|::ffff:127\.)/.test(address);
}

/**
 * Asked for under a name of this machine. A page elsewhere can have its own name lead here, and the browser then lets it
 * read the answer; the name it asked for still stands in the header.
 */
export function isAskedByLocalName(c: Context<AppBindings>): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(c.req.header("host") ?? "");
}

const FORWARDED = ["forwarded", "x-forwarded-for", "x-real-ip"];
