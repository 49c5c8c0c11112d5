import { DELIVERY_MODES } from "../events/delivery-switches.ts";
import type { World } from "../store/world.ts";
import { FAULT_KINDS } from "../wire/request-faults.ts";
import { type Html, html } from "./html.ts";
import { operatorLayout } from "./operator-layout.ts";

/** The switches for what goes wrong next. */
export function faultsView(world: World): string {
  const requests = world.request_faults.all();
  const deliveries = world.delivery_switches.all();
  const main = html`<section class="card" aria-labelledby="set"><h2 id="set">Switched on</h2>
${
  requests.length + deliveries.length === 0
    ? html`<p class="soft">Nothing: all requests and deliveries go right.</p>`
    : html`<ul>${requests.map((each) => html`<li>The next ${each.remaining} ${each.method ?? ""} requests of ${each.path}: ${WORDS[each.kind]}, ${WORDS[each.when]}</li>`)}
${deliveries.map((each) => html`<li>The next ${each.remaining} deliveries${each.eventTypes === null ? "" : ` of ${each.eventTypes.join(", ")}`}: ${WORDS[each.mode]}</li>`)}</ul>
<form method="post" action="/_sandbox/pages/faults/clear"><button>Switch all off</button></form>`
}
</section>
<section class="card" aria-labelledby="requests"><h2 id="requests">Requests</h2>
<form method="post" action="/_sandbox/pages/faults/requests"><div class="pair">
${choice("kind", "What happens", FAULT_KINDS)}${choice("when", "When", ["before", "after"])}${count("request-count")}
</div><button>Switch on</button></form></section>
<section class="card" aria-labelledby="deliveries"><h2 id="deliveries">Deliveries</h2>
<form method="post" action="/_sandbox/pages/faults/deliveries"><div class="pair">
${choice("mode", "What happens", DELIVERY_MODES)}${count("delivery-count")}
</div><button>Switch on</button></form></section>`;
  return operatorLayout({ title: "Faults", main });
}

function choice(name: string, label: string, values: readonly (keyof typeof WORDS)[]): Html {
  return html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">${values.map(
    (value) => html`<option value="${value}">${WORDS[value]}</option>`,
  )}</select></div>`;
}

function count(id: string): Html {
  return html`<div class="field"><label for="${id}">How many times</label><input type="number" id="${id}" name="next" min="1" value="2"></div>`;
}

const WORDS = {
  error: "an error 500",
  reset: "the connection is reset",
  timeout: "no answer",
  rate_limit: "too many requests (429)",
  before: "before the effect",
  after: "after the effect",
  duplicate: "sent twice",
  reorder: "sent in another order",
  delay: "sent a minute late",
  drop: "never sent",
} as const;
