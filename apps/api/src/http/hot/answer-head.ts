import type { ServerResponse } from "node:http";
import type { Env } from "../../env.ts";
import { listCorsHeaders } from "../cors.ts";
import { listSecurityHeaders, NOT_STORED } from "../security-headers.ts";

/** Writes heads whose greater part is the same for every answer, put together once. */
export function createHeadWriter({ publicUrl, allowedOrigins }: Pick<Env, "publicUrl" | "allowedOrigins">) {
  const allowed = new Set(allowedOrigins);
  const always = [
    ...listSecurityHeaders(publicUrl).flat(),
    ...["Cache-Control", NOT_STORED, "Content-Type", "application/json"],
  ];
  return (outgoing: ServerResponse, head: Head): void => {
    const cors = head.origin !== undefined && allowed.has(head.origin) ? listCorsHeaders(head.origin) : [];
    outgoing.writeHead(head.status, [
      ...always,
      ...["X-Request-Id", head.requestId, "Content-Length", String(Buffer.byteLength(head.body))],
      ...(cors.length === 0 ? head.added : withoutVary(head.added)),
      ...cors.flat(),
    ]);
  };
}

type Head = {
  readonly status: number;
  readonly requestId: string;
  readonly origin: string | undefined;
  /** Names and values in turn. */
  readonly added: readonly string[];
  readonly body: string;
};

/** Pages of other sites read by their origin, which takes the place of whatever else an answer varies by. */
function withoutVary(added: readonly string[]): string[] {
  return added.filter((_, index) => added[index - (index % 2)]?.toLowerCase() !== "vary");
}
