import { setTimeout as wait } from "node:timers/promises";

/** The REST door as any customer's back end would call it: plain fetch, JSON, a bearer key. */

export type UsageEvent = {
  readonly key: string;
  readonly service: string;
  readonly quantity: number;
  readonly occurredAt?: string;
  readonly agentId?: string;
  readonly ref?: string;
  readonly businessId?: string;
  readonly allowOverdraft?: boolean;
};

export type UsageResult = {
  readonly key: string;
  readonly outcome: "recorded" | "replayed" | "refused" | "review";
  readonly id?: string;
  readonly charged: number;
  readonly balanceAfter?: number;
  readonly reason?: string;
  readonly retryable?: boolean;
};

export type Balance = {
  readonly businessId: string;
  readonly available: number;
  readonly held: number;
  readonly debt: number;
  readonly total: number;
  readonly upcoming: number;
  readonly frozen: number;
  readonly status: string;
  readonly grants: readonly {
    readonly id: string;
    readonly source: string;
    readonly original: number;
    readonly remaining: number;
    readonly order: number;
  }[];
};

export type Transaction = {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly amount: number;
  readonly balanceAfter: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly service?: string;
  readonly key?: string;
  readonly grants: readonly { readonly grantId: string | null; readonly amount: number }[];
};

export type Answer<T> = { readonly status: number; readonly body: T; readonly headers: Headers };

export type BillingClient = ReturnType<typeof billingClient>;

export function billingClient({ url, key }: { url: string; key: string }) {
  async function call<T>(
    method: string,
    path: string,
    options: { body?: unknown; business?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${url}/api/billing${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(options.body === undefined ? {} : { "content-type": "application/json" }),
        ...(options.business === undefined ? {} : { "farebox-business": options.business }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text === "" ? null : JSON.parse(text)) as T };
  }

  async function must<T>(method: string, path: string, options: Parameters<typeof call>[2] = {}): Promise<T> {
    let answer = await call<T>(method, path, options);
    // As a customer would: what is answered as worth trying again is tried again, when it is said to be.
    for (let tries = 1; tries < MOST_TRIES && isWorthTryingAgain(answer); tries += 1) {
      await wait(1_000 * Number(answer.headers.get("retry-after") ?? 1));
      answer = await call<T>(method, path, options);
    }
    if (answer.status >= 300)
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  return {
    call,
    createBusiness: (name: string, more: { id?: string; timeZone?: string } = {}) =>
      must<{ id: string }>("POST", "/businesses", { body: { name, ...more } }),
    balance: (business: string) => must<Balance>("GET", "/balance", { business }),
    record: (events: readonly UsageEvent[], business?: string) =>
      must<{ results: readonly UsageResult[] }>("POST", "/usage", {
        body: { events },
        ...(business === undefined ? {} : { business }),
      }).then(({ results }) => results),
    grant: (
      business: string,
      body: {
        key: string;
        tokens: number;
        source?: string;
        reason?: string;
        effectiveAt?: string;
        expiresAt?: string;
        priority?: number;
      },
    ) =>
      must<{ id: string }>("POST", "/grants", {
        business,
        headers: { "idempotency-key": body.key },
        body: { source: "adjustment", reason: "test", ...body },
      }),
    correct: (business: string, lineId: string, body: { reason: string }) =>
      must<unknown>("POST", `/usage/${lineId}/correct`, { business, body }),
    allTransactions: async (business: string, filters = ""): Promise<readonly Transaction[]> => {
      const items: Transaction[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page: { items: Transaction[]; nextCursor: string | null } = await must(
          "GET",
          `/transactions?limit=200${filters}${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
          { business },
        );
        items.push(...page.items);
        cursor = page.nextCursor;
      }
      return items;
    },
    /** A file, as text. */
    text: async (path: string, business: string): Promise<string> => {
      const response = await fetch(`${url}/api/billing${path}`, {
        headers: { authorization: `Bearer ${key}`, "farebox-business": business },
      });
      if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
      return response.text();
    },
    must,
  };
}

const MOST_TRIES = 10;

function isWorthTryingAgain({ status, body }: Answer<unknown>): boolean {
  return status === 503 && (body as { error?: { retryable?: boolean } } | null)?.error?.retryable === true;
}
