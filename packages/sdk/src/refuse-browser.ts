import { invalidArgument } from "./errors.ts";

/** A key in a page is a key in the hands of everybody who opens it. */
export function refuseBrowser(): void {
  const { window, document, Deno } = globalThis as { window?: unknown; document?: unknown; Deno?: unknown };
  if (window === undefined || document === undefined || Deno !== undefined) return;
  throw invalidArgument("@farebox/sdk is for servers: in a browser everybody could read the key.");
}
