import { bearer } from "../../testing/doors.ts";

/** Asks over REST, as anybody's back end would. */
export function createAsk(url: string, key: string) {
  return async function ask<Body>(method: string, path: string, options: AskOptions = {}): Promise<Asked<Body>> {
    const answer = await fetch(`${url}/api/billing${path}`, {
      method,
      headers: {
        ...bearer(key),
        ...(options.body !== undefined && { "content-type": "application/json" }),
        ...(options.businessId !== undefined && { "Farebox-Business": options.businessId }),
      },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    });
    const body = (await answer.json()) as Body & { error?: AskedError };
    return { status: answer.status, headers: answer.headers, body, error: body.error ?? null };
  };
}

export type AskOptions = { readonly body?: unknown; readonly businessId?: string };

export type Asked<Body> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly error: AskedError | null;
};

export type AskedError = {
  readonly code: string;
  readonly fields?: readonly { readonly path: string }[];
  readonly details?: Readonly<Record<string, unknown>>;
};
