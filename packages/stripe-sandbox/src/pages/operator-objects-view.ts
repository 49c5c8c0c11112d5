import { now } from "../clock/now.ts";
import { COLLECTION_KINDS, type Records } from "../store/collections.ts";
import type { World } from "../store/world.ts";
import { moment } from "./day.ts";
import { html } from "./html.ts";
import { json, operatorLayout, table } from "./operator-layout.ts";

const SHOWN_ROWS = 100;

/** Kept under a Stripe object's own id, and never shown by the API. */
const PRIVATE = new Set<string>(["checkout_plans", "intent_attempts", "payment_method_histories"]);

/** How many objects of each kind there are. */
export function overviewView(world: World): string {
  const rows = SHOWN.filter((name) => world[name].size > 0).map((name) => [
    html`<a href="/_sandbox/pages/objects/${name}">${name.replaceAll("_", " ")}</a>`,
    html`${world[name].size}`,
  ]);
  const main = html`<p class="soft">It is ${moment(now(world))} UTC here. The API answers at <code>${world.baseUrl}</code>.</p>
${table("Objects", ["Kind", "How many"], rows)}`;
  return operatorLayout({ title: "Objects", main });
}

export function objectsView(world: World, name: keyof Records): string {
  const newest = world[name].all().reverse().slice(0, SHOWN_ROWS);
  const rows = newest.map((row) => [
    json(row, html`<code>${row.id}</code>`),
    html`${"status" in row && typeof row.status === "string" ? row.status : ""}`,
    html`${"created" in row && typeof row.created === "number" ? moment(row.created) : ""}`,
  ]);
  return operatorLayout({
    title: name.replaceAll("_", " "),
    main: table(name, ["Object", "Status", "Made (UTC)"], rows),
  });
}

export function isShown(name: string): name is keyof Records {
  return SHOWN.some((each) => each === name);
}

/** Stripe's objects; what the sandbox keeps for itself (keys, plans, work) is left out, and events have a page of their own. */
const SHOWN = (Object.keys(COLLECTION_KINDS) as (keyof Records)[]).filter(
  (name) => name !== "events" && !("isInternal" in COLLECTION_KINDS[name]) && !PRIVATE.has(name),
);
