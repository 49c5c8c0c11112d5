import { type Html, html } from "./html.ts";
import { STYLE } from "./style.ts";

/** A whole page, marked as a test page so that nobody takes it for the real thing. */
export function layout(page: { title: string; main: Html; shape?: "narrow" | "split" | "wide" }): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<style>${STYLE}</style>
</head>
<body>
<header class="banner"><strong>Local test page</strong><span>No real money moves here.</span></header>
<main class="${page.shape ?? "narrow"}">
${page.main}
</main>
</body>
</html>
`.text;
}

/** A message that is read out when the page comes. */
export function notice(text: string | null, tone: "error" | "good" = "error"): Html | null {
  return text === null
    ? null
    : html`<p class="notice ${tone}" role="${tone === "error" ? "alert" : "status"}">${text}</p>`;
}
