import { Html } from "./html.ts";

/** One sheet for all pages: plain, light and dark, from 320 pixels on. */
export const STYLE = new Html(`
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #16181d; --soft: #575d69; --line: #dfe2e8;
  --accent: #4338ca; --on-accent: #ffffff; --error: #b42318; --error-back: #fef3f2; --good: #05603a; --good-back: #ecfdf3;
  --banner: #fef0c7; --on-banner: #5c3b05; --field-line: #868d9b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #101216; --card: #181b21; --text: #eceef2; --soft: #a4abb8; --line: #2c313b;
    --accent: #a5b4fc; --on-accent: #14163a; --error: #fda29b; --error-back: #3b1512; --good: #75e0a7; --good-back: #0a2f20;
    --banner: #3d2c05; --on-banner: #fde9b5; --field-line: #6c7484;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
.banner { display: flex; flex-wrap: wrap; gap: 0 .5rem; justify-content: center; padding: .4rem 1rem; background: var(--banner); color: var(--on-banner); font-size: .875rem; text-align: center; }
main { margin: 2rem auto; padding: 0 1rem 3rem; }
.narrow { max-width: 30rem; }
.wide { max-width: 68rem; }
.split { max-width: 30rem; }
@media (min-width: 56rem) {
  .split { max-width: 58rem; display: grid; grid-template-columns: 2fr 3fr; gap: 0 1rem; align-items: start; }
  .split > :not(.card) { grid-column: 1 / -1; }
}
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.5rem; margin: 0 0 1rem; }
h1 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 .25rem; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 1rem; margin: 0 0 .75rem; }
h1 + .card, h1 + .notice { margin-top: 1rem; }
dl + form { margin-top: 1.25rem; }
h3 { font-size: .9375rem; margin: 1.25rem 0 .5rem; }
ul { padding-left: 1.25rem; margin: 0 0 .75rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
p { margin: 0 0 .75rem; }
.soft { color: var(--soft); }
.amount { font-size: 2rem; font-weight: 650; letter-spacing: -.02em; font-variant-numeric: tabular-nums; margin: .25rem 0 1rem; overflow-wrap: anywhere; }
dl.lines { margin: 0; display: grid; grid-template-columns: 1fr auto; gap: .5rem 0; font-variant-numeric: tabular-nums; }
dl.lines dt { min-width: 0; overflow-wrap: anywhere; }
dl.lines dd { margin: 0; padding-left: 1rem; text-align: right; }
dl.lines .total { border-top: 1px solid var(--line); padding-top: .5rem; font-weight: 600; }
form { margin: 0; }
.field { display: grid; gap: .25rem; margin: 0 0 .875rem; min-width: 0; }
.pair { align-items: end; display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: 0 .75rem; }
label { font-size: .875rem; font-weight: 550; }
input[type=text], input[type=email], input[type=tel], input[type=number], select { width: 100%; min-height: 44px; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--field-line); border-radius: 8px; }
fieldset { border: 0; margin: 0 0 .875rem; padding: 0; min-width: 0; }
legend { padding: 0; font-size: .875rem; font-weight: 550; margin-bottom: .5rem; }
.choice { display: flex; gap: .625rem; align-items: center; min-height: 44px; }
.choice label { font-weight: 400; font-size: 1rem; }
input[type=radio], input[type=checkbox] { width: 1.125rem; height: 1.125rem; accent-color: var(--accent); flex: none; }
button, .button { display: inline-flex; align-items: center; justify-content: center; min-height: 44px; padding: .5rem 1rem; border-radius: 8px; border: 1px solid var(--field-line); background: transparent; color: inherit; font: inherit; font-weight: 550; text-decoration: none; cursor: pointer; text-align: center; }
.primary { width: 100%; background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.plain { width: 100%; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.notice { padding: .625rem .875rem; border-radius: 8px; }
.error { color: var(--error); background: var(--error-back); }
.good { color: var(--good); background: var(--good-back); }
details { margin: 1rem 0 0; font-size: .875rem; }
details.json { margin: 0; }
details.json pre { margin: .5rem 0; }
.cards { list-style: none; padding: 0; display: grid; gap: .375rem; }
.cards li { display: flex; align-items: baseline; flex-wrap: wrap; justify-content: space-between; gap: 0 .75rem; }
.cards a { padding: .125rem 0; }
.card > :last-child { margin-bottom: 0; }
td { vertical-align: middle; }
td button { min-height: 34px; padding: .25rem .625rem; font-size: .8125rem; }
.filter { max-width: 20rem; }
summary { cursor: pointer; padding: .25rem 0; }
.scroll { overflow-x: auto; position: relative; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: .25rem 1rem; }
tbody tr:last-child td { border-bottom: 0; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
code, pre { font-family: ui-monospace, monospace; font-size: .8125rem; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; margin: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; margin: 0 0 1.5rem; }
nav a { display: inline-block; padding: .375rem 0; }
nav a[aria-current] { color: inherit; font-weight: 600; text-decoration: none; border-bottom: 2px solid var(--accent); }
`);
