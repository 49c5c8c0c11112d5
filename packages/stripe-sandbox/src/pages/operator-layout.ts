import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";

const PAGES = [
  ["Objects", "/_sandbox"],
  ["Events", "/_sandbox/pages/events"],
  ["Deliveries", "/_sandbox/pages/deliveries"],
  ["Faults", "/_sandbox/pages/faults"],
] as const;

/** The frame all operator pages share. */
export function operatorLayout(page: { title: string; main: Html }): string {
  const main = html`<nav aria-label="Sandbox"><ul>
${PAGES.map(([title, address]) => html`<li><a href="${address}"${title === page.title ? html` aria-current="page"` : null}>${title}</a></li>`)}
</ul></nav>
<h1>${page.title}</h1>
${page.main}`;
  return layout({ title: `${page.title} – Stripe sandbox`, main, shape: "wide" });
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
