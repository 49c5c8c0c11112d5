import { drawEvent } from "./events.ts";

/** What is asked over and over. */
export type RequestPlan = {
  readonly kind: "usage" | "no-op";
  readonly path: string;
  /** Callers take turns with them. */
  readonly apiKeys: readonly string[];
  readonly businessIds: readonly string[];
  readonly eventsARequest: number;
};

/** The text of one HTTP/1.1 request. One event names its business in the header, several each for themselves. */
export function drawRequest(plan: RequestPlan, caller: number): string {
  const events = Array.from({ length: plan.kind === "no-op" ? 0 : plan.eventsARequest }, () =>
    drawEvent(plan.businessIds),
  );
  const [first, ...others] = events;
  const isOne = first !== undefined && others.length === 0;
  const told = isOne ? [{ ...first, businessId: undefined }] : events;
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
