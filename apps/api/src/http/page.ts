import type { Language } from "@farebox/notices";
import { escapeHtml } from "./escape-html.ts";

/** A page of ours that is not part of the web app: plain HTML, one style sheet, no script. */
export function renderPage(page: Page): string {
  return `<!doctype html>
<html lang="${page.language ?? "en"}" dir="${page.language === "ar" ? "rtl" : "ltr"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)}</title>
<link rel="stylesheet" href="${escapeHtml(page.styles)}">
</head>
<body>
${page.body}
</body>
</html>
`;
}

type Page = {
  readonly title: string;
  readonly styles: string;
  readonly body: string;
  /** English where nothing is said. */
  readonly language?: Language;
};

export const PAGE_STYLES = `:root { color-scheme: light dark; --ink: light-dark(#1c1917, #f2efec); --dim: light-dark(#57534e, #b5aea8);
  --paper: light-dark(#fdfcfb, #171412); --card: light-dark(#fff, #211d1a); --line: light-dark(#ddd6d0, #3d3733); --accent: light-dark(#0f5fb8, #8ec1ff); }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 60rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible, pre:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
h1 { font-size: 1.75rem; margin: 0 0 .5rem; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; } h3 { font-size: 1rem; margin: 0; }
article h2 { margin: 0; } p { margin: .5rem 0; } .dim { color: var(--dim); }
code, pre { font: .875em/1.5 ui-monospace, monospace; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; overflow: auto; max-height: 24rem; white-space: pre-wrap; }
article, details { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0; }
summary { cursor: pointer; } summary h3 { display: inline; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
.scroll { overflow-x: auto; }
.method { display: inline-block; min-width: 4rem; font-weight: 600; }
`;
