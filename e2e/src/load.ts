import { billingClient, type UsageResult } from "./billing-client.ts";
import { exactCharge } from "./exact-arithmetic.ts";
import type { Product } from "./product.ts";

/**
 * Clients that each report one event after the other and send it again until it is recorded. What is refused or breaks is
 * counted by what it said; what was recorded is summed, each key once.
 */
export function startLoad(product: Product, { businesses, clients }: LoadSize): Load {
  const billing = billingClient({ url: product.url, key: product.operatorKey });
  const refusals = new Map<string, number>();
  const broken: string[] = [];
  const charged = new Map<string, bigint>(businesses.map((id) => [id, 0n]));
  const lastSentFor: number[] = Array.from({ length: clients }, () => 0);
  let isStopped = false;

  function note(refusal: string): void {
    refusals.set(refusal, (refusals.get(refusal) ?? 0) + 1);
  }

  async function send(businessId: string, events: readonly object[]): Promise<Sent> {
    const { status, body, headers } = await billing.call<Body>("POST", "/usage", {
      business: businessId,
      body: { events },
    });
    if (status !== 200)
      note(`${status} ${body.error?.code} ${headers.has("retry-after") ? "with" : "without"} Retry-After`);
    const results = body.results ?? [];
    for (const { outcome, reason } of results) if (outcome === "refused") note(`503 ${reason} with Retry-After`);
    return { status, recorded: results.filter(({ outcome }) => outcome === "recorded" || outcome === "replayed") };
  }

  function addUp(businessId: string, count: number): void {
    charged.set(businessId, (charged.get(businessId) ?? 0n) + exactCharge(SERVICE, 1) * BigInt(count));
  }

  async function client(index: number): Promise<void> {
    const businessId = businesses[index % businesses.length] ?? "";
    for (let round = 0; !isStopped; round += 1) {
      const sentAt = performance.now();
      if (await isRecorded(businessId, `client-${index}-${round}`)) lastSentFor[index] = sentAt;
    }
  }

  /** Sent again until it is, also when the load stops: what became of it has to be known. */
  async function isRecorded(businessId: string, key: string): Promise<boolean> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const { recorded } = await send(businessId, [eventOf(key)]);
        if (recorded.length > 0) {
          addUp(businessId, 1);
          return attempt === 0;
        }
      } catch (error) {
        // The API itself is never killed here, so that a connection of it must not break.
        broken.push(String(error instanceof Error ? (error.cause ?? error) : error));
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  const running = Promise.all(lastSentFor.map((_, index) => client(index)));
  return {
    refusals,
    broken,
    chargedByBusiness: () => charged,
    async sendBatch(name, count) {
      const [businessId = ""] = businesses;
      const events = Array.from({ length: count }, (_, index) => eventOf(`${name}-${index}`));
      const sent = await send(businessId, events);
      addUp(businessId, sent.recorded.length);
      return sent;
    },
    async untilEverybodyRecorded(since) {
      while (lastSentFor.some((sentAt) => sentAt < since)) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}

export type Load = {
  /** How often something else than a result was answered, by status and code. */
  readonly refusals: ReadonlyMap<string, number>;
  /** Requests without an answer. */
  readonly broken: readonly string[];
  readonly chargedByBusiness: () => ReadonlyMap<string, bigint>;
  readonly sendBatch: (name: string, events: number) => Promise<Sent>;
  /** Until every client has recorded, at its first attempt, an event it sent after this moment. */
  readonly untilEverybodyRecorded: (since: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

type LoadSize = { readonly businesses: readonly string[]; readonly clients: number };
type Sent = { readonly status: number; readonly recorded: readonly UsageResult[] };
type Body = { readonly results?: readonly UsageResult[]; readonly error?: { readonly code: string } };

const SERVICE = "ai_agent_request";
const eventOf = (key: string) => ({ key, service: SERVICE, quantity: 1, allowOverdraft: true });
