import { type BenchEvent, drawEvent } from "./events.ts";

/** What is asked over and over. */
export type RequestPlan = {
  readonly kind: "usage" | "no-op";
  readonly path: string;
  /** Callers take turns with them. */
  readonly apiKeys: readonly string[];
  readonly businessIds: readonly string[];
  readonly eventsARequest: number;
  /** Whether the events of a request are all of one business, as a customer's own are. */
  readonly isOfOneBusiness: boolean;
};

/** A request with new events, as the plan has them. */
export function drawRequest(plan: RequestPlan, caller: number): string {
  const first = drawEvent(plan.businessIds);
  const drawnFrom = plan.isOfOneBusiness ? [first.businessId] : plan.businessIds;
  const more = Array.from({ length: plan.eventsARequest - 1 }, () => drawEvent(drawnFrom));
  return toRequest(plan, caller, [first, ...more]);
}

/** The text of one HTTP/1.1 request. One business is named in the header, several by each event for itself. */
export function toRequest(plan: RequestPlan, caller: number, events: readonly [BenchEvent, ...BenchEvent[]]): string {
  const [first] = events;
  const isOne = plan.kind === "usage" && (plan.isOfOneBusiness || events.length === 1);
  const told = events.map((event) => (isOne ? { ...event, businessId: undefined } : event));
  const body = JSON.stringify(plan.kind === "no-op" ? {} : { events: told });
  const apiKey = plan.apiKeys[caller % plan.apiKeys.length];
  return [
    `POST ${plan.path} HTTP/1.1`,
    "Host: 127.0.0.1",
    "Content-Type: application/json",
    ...(apiKey === undefined ? [] : [`Authorization: Bearer ${apiKey}`]),
    ...(isOne ? [`Farebox-Business: ${first.businessId}`] : []),
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
}
