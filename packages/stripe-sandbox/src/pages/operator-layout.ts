import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";

/** The frame all operator pages share. */
export function operatorLayout(page: { title: string; main: Html }): string {
  const main = html`<nav aria-label="Sandbox"><ul>
<li><a href="/_sandbox">Objects</a></li>
<li><a href="/_sandbox/pages/events">Events</a></li>
<li><a href="/_sandbox/pages/deliveries">Deliveries</a></li>
<li><a href="/_sandbox/pages/faults">Faults</a></li>
</ul></nav>
<h1>${page.title}</h1>
${page.main}`;
  return layout({ title: `${page.title} – Stripe sandbox`, main, isWide: true });
}

/** A table that can be scrolled sideways by keyboard where it does not fit. */
export function table(name: string, heads: readonly string[], rows: readonly (readonly Html[])[]): Html {
  if (rows.length === 0) return html`<p class="soft">There is nothing here yet.</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table></div>`;
}

/** An object as it is on the wire, folded. */
export function json(value: object, summary: Html): Html {
  return html`<details class="json"><summary>${summary}</summary><pre>${JSON.stringify(value, null, 2)}</pre></details>`;
}
