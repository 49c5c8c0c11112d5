import type { Records } from "../store/collections.ts";
import type { World } from "../store/world.ts";
import { moment } from "./day.ts";
import { type Html, html } from "./html.ts";
import { operatorLayout, table } from "./operator-layout.ts";

const SHOWN_ROWS = 100;

/** What went to which endpoint, and how it answered. */
export function deliveriesView(world: World): string {
  const rows = world.deliveries
    .all()
    .reverse()
    .slice(0, SHOWN_ROWS)
    .map((delivery) => [
      html`${delivery.eventType}<br><code>${delivery.event}</code>`,
      html`${world.webhook_endpoints.get(delivery.endpoint)?.url ?? delivery.endpoint}`,
      html`${delivery.state}${delivery.nextAttemptAt === null ? null : html`<br><span class="soft">next ${moment(delivery.nextAttemptAt)}</span>`}`,
      attempts(delivery),
      html`<form method="post" action="/_sandbox/pages/events/${delivery.event}/send"><input type="hidden" name="endpoint" value="${delivery.endpoint}"><button>Send again<span class="hidden">: ${delivery.eventType}</span></button></form>`,
    ]);
  return operatorLayout({
    title: "Deliveries",
    main: table("Deliveries", ["Event", "Endpoint", "State", "Attempts", "Deliver"], rows),
  });
}

function attempts({ attempts: made }: Records["deliveries"]): Html {
  return html`${made.map((each) => html`${moment(each.at)}: ${each.responseStatus ?? each.failure ?? "no answer"}<br>`)}`;
}
