import type { PlaygroundEvent } from "./use-playground.ts";

/** The request of an event as a command for a shell. The key stays in the environment: no page knows one. */
export function toCurl(
  { method, path, body }: NonNullable<PlaygroundEvent["request"]>,
  { origin, businessId }: { origin: string; businessId: string },
): string {
  return [
    `curl -X ${method} ${origin}/api/billing${path}`,
    `-H "Authorization: Bearer $FAREBOX_KEY"`,
    `-H "Farebox-Business: ${businessId}"`,
    `-H "Content-Type: application/json"`,
    // A quote ends the shell's text, is written by itself, and begins it again.
    `-d '${JSON.stringify(body).replaceAll("'", `'\\''`)}'`,
  ].join(" \\\n  ");
}
