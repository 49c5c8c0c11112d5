import type { Env } from "../env.ts";
import type { Deliver } from "../stripe/self-test.ts";

/** Posts a delivery to this very process by its own socket, through everything a real one goes through. */
export function deliverToSelf({ host }: Pick<Env, "host">, port: number, path: string): Deliver {
  const name = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  return async (body, signature) => {
    const answer = await fetch(`http://${name}:${port}${path}`, {
      method: "POST",
      body: new Uint8Array(body),
      headers: { "content-type": "application/json; charset=utf-8", "stripe-signature": signature },
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  };
}

const LONGEST_MS = 10_000;
