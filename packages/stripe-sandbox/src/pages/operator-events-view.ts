import type { World } from "../store/world.ts";
import { moment } from "./day.ts";
import { html } from "./html.ts";
import { notice } from "./layout.ts";
import { json, operatorLayout, table } from "./operator-layout.ts";

const SHOWN_ROWS = 100;

/** The newest events, each to be looked at and sent again. */
export function eventsView(world: World, asked: { type: string; sent: string }): string {
  const matching = world.events.all().filter((event) => asked.type === "" || event.type.startsWith(asked.type));
  const rows = matching
    .reverse()
    .slice(0, SHOWN_ROWS)
    .map((event) => [
      html`${moment(event.created)}`,
      json(event, html`${event.type} <code>${event.id}</code>`),
      html`<form method="post" action="/_sandbox/pages/events/${event.id}/send"><button>Send again<span class="hidden">: ${event.type} ${event.id}</span></button></form>`,
    ]);
  const main = html`${notice(asked.sent === "" ? null : `${asked.sent} is on its way again.`, "good")}
<form method="get" class="filter"><div class="field"><label for="type">Type begins with</label>
<input type="text" id="type" name="type" value="${asked.type}" placeholder="invoice."></div></form>
${table("Events", ["When (UTC)", "Event", "Deliver"], rows)}`;
  return operatorLayout({ title: "Events", main });
}
