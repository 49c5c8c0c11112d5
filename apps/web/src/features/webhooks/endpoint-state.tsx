import { Icon } from "@farebox/react/components/icon.tsx";
import { classNames } from "@farebox/react/lib/class-names.ts";
import { describeAge, formatDate } from "@farebox/react/lib/format-time.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { Check, CircleOff, TriangleAlert } from "lucide-react";
import type { Endpoint } from "./use-webhook-endpoints.ts";

const words = pageStrings.webhooks;
const LOOKS = {
  enabled: { drawing: Check, colour: "text-good" },
  failing: { drawing: TriangleAlert, colour: "text-warn" },
  disabled: { drawing: CircleOff, colour: "text-ink-3" },
} as const;

/** Whether an endpoint is on, and if it is not or fails, why. */
export function EndpointState({ endpoint, timeZone, now }: { endpoint: Endpoint; timeZone: string; now: Date }) {
  const { drawing, colour } = LOOKS[endpoint.status];
  const date = (at: string) => formatDate(new Date(at), timeZone, now);
  const why =
    endpoint.status === "failing" && endpoint.failingSince !== null
      ? words.failingSince(date(endpoint.failingSince))
      : endpoint.disabledReason === null
        ? null
        : words.reasons[endpoint.disabledReason];
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-meta">
        <span className={classNames("flex items-center gap-1.5 font-medium", colour)}>
          <Icon of={drawing} size={14} />
          {words.states[endpoint.status]}
        </span>
        <span className="text-ink-3">
          {endpoint.lastDeliveredAt === null
            ? words.neverDelivered
            : words.lastDelivered(describeAge(new Date(endpoint.lastDeliveredAt), now))}
        </span>
        <span className="text-ink-3">
          {endpoint.events === null
            ? words.all
            : words.count(String(endpoint.events.length), endpoint.events.length !== 1)}
        </span>
      </p>
      {why !== null && <p className="mt-1 text-table text-ink-2">{why}</p>}
      {endpoint.oldSecretSignsUntil !== null && Date.parse(endpoint.oldSecretSignsUntil) > now.getTime() && (
        <p className="mt-1 text-meta text-ink-3">{words.oldSecret(date(endpoint.oldSecretSignsUntil))}</p>
      )}
    </>
  );
}
