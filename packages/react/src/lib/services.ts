/** What the page knows of a service beyond its rate: its place in the fixed series order, and its colour, which never depends on rank. */
export type ServiceLook = { readonly id: string; readonly color: string };

export const SERVICE_ORDER: readonly ServiceLook[] = [
  { id: "outbound_call", color: "var(--series-outbound)" },
  { id: "inbound_call", color: "var(--series-inbound)" },
  { id: "ai_agent_request", color: "var(--series-agent)" },
  { id: "sms", color: "var(--series-sms)" },
  { id: "transcription", color: "var(--series-transcription)" },
];

export const OTHER_COLOR = "var(--series-other)";

export function serviceColor(service: string): string {
  return SERVICE_ORDER.find(({ id }) => id === service)?.color ?? OTHER_COLOR;
}

/** Known services in their fixed order, then the rest by name. */
export function compareServices(left: string, right: string): number {
  return rank(left) - rank(right) || (left < right ? -1 : left > right ? 1 : 0);
}

function rank(service: string): number {
  const index = SERVICE_ORDER.findIndex(({ id }) => id === service);
  return index === -1 ? SERVICE_ORDER.length : index;
}
