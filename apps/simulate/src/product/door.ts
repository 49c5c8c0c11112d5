import type { Product } from "./run-product.ts";

/** The public door of a product that may be killed at any moment: what is not answered is sent again until it is. */
export function openDoor(product: Product): Door {
  let sent = 0;
  async function once(method: string, path: string, { body, business, key, cookie }: Sent): Promise<Answer | null> {
    const { url, operatorKey } = product.ready();
    sent += 1;
    try {
      const answer = await fetch(`${url}/api/billing${path}`, {
        method,
        headers: {
          ...(cookie === undefined ? { authorization: `Bearer ${operatorKey}` } : { cookie, origin: url }),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...(business !== undefined && { "farebox-business": business }),
          ...(key !== undefined && { "idempotency-key": key }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: JSON.parse(text) as never };
    } catch {
      // Killed before, within or after: only the next answer can tell.
      return null;
    }
  }
  async function ask<Body>(method: string, path: string, about: Sent = {}): Promise<Answer<Body>> {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await once(method, path, about);
      if (answer !== null && !TRY_AGAIN.has(answer.status)) return answer as Answer<Body>;
      if (attempt === MOST_ATTEMPTS) throw new Error(`${method} ${path} was not answered in ${MOST_ATTEMPTS} attempts`);
      await new Promise((resume) => setTimeout(resume, Math.min(20 * (attempt + 1), 500)));
    }
  }
  return {
    ask,
    async must(method, path, about) {
      const { status, body } = await ask<never>(method, path, about);
      if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(body)}`);
      return body;
    },
    sentSoFar: () => sent,
  };
}

export type Door = {
  /** Until it is answered with something else than "try again". */
  readonly ask: <Body>(method: string, path: string, about?: Sent) => Promise<Answer<Body>>;
  /** The same for what cannot be refused. */
  readonly must: <Body>(method: string, path: string, about?: Sent) => Promise<Body>;
  readonly sentSoFar: () => number;
};

export type Sent = {
  readonly body?: unknown;
  readonly business?: string;
  /** Idempotency-Key. */
  readonly key?: string;
  /** A person's session; without it the installation's key speaks. */
  readonly cookie?: string;
};
export type Answer<Body = unknown> = { readonly status: number; readonly body: Body };

const TRY_AGAIN = new Set([429, 502, 503, 504]);
const MOST_ATTEMPTS = 200;
