import { newId } from "../../new-id.ts";
import type { Asked, createAsk } from "./ask.ts";

/** The calls of one business, as its call handler makes them. */
export function createCalls(ask: ReturnType<typeof createAsk>, businessId: string) {
  const post = (path: string, body: object): Promise<Asked<HoldBody>> => ask("POST", path, { businessId, body });
  return {
    open: (more: { readonly callId?: string; readonly service?: string; readonly agentId?: string } = {}) =>
      post("/holds", { callId: newId(), service: "outbound_call", ...more }),
    extend: (id: string, seq: number, elapsedSeconds: number) => post(`/holds/${id}/extend`, { seq, elapsedSeconds }),
    capture: (id: string, elapsedSeconds: number) => post(`/holds/${id}/capture`, { elapsedSeconds }),
    void: (id: string, reason = "nobody answered") => post(`/holds/${id}/void`, { reason }),
    get: (id: string): Promise<Asked<HoldBody>> => ask("GET", `/holds/${id}`, { businessId }),
    list: (query = ""): Promise<Asked<HoldPageBody>> => ask("GET", `/holds${query}`, { businessId }),
  };
}

export type HoldBody = {
  readonly outcome?: string;
  readonly holdId: string;
  readonly callId: string;
  readonly status: "open" | "captured" | "voided" | "abandoned" | "settled";
  readonly service: string;
  readonly agentId: string | null;
  readonly grantedSeconds: number;
  readonly affordableSeconds: number;
  readonly bookedSeconds: number;
  readonly held: number;
  readonly charged: number;
  readonly final: boolean;
  readonly rateVersion: number;
  readonly lastSeq: number;
  readonly openedAt: string;
  readonly expiresAt: string;
  readonly closedAt: string | null;
  readonly closedReason: string | null;
  readonly settledAt: string | null;
  readonly transactionId: string | null;
};

export type HoldPageBody = { readonly items: readonly HoldBody[]; readonly nextCursor: string | null };

/** How often each answer came: an outcome, or the code of an error. */
export function countAnswers(answers: readonly Asked<{ readonly outcome?: string }>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { body, error } of answers) {
    const name = error?.code ?? body.outcome ?? "nothing";
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
