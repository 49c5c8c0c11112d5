import { parseArgs } from "node:util";
import { newHome, removeHome, startProduct } from "../../e2e/src/product.ts";
import { findChromium } from "../test/chromium.ts";
import { loadLighthouse } from "./load-lighthouse.ts";
import { type Form, judge, median, type Scores, tell } from "./scores.ts";
import { signInAsDemo, untilFilled } from "./signed-in-demo.ts";
import { measureSpeed } from "./speed.ts";

/** Pages that are measured. A signed-in one is that of the demo's first business, with four weeks behind it. */
const PAGES = [
  { name: "billing", path: "/dashboard/billing", isSignedIn: true },
  { name: "settings", path: "/dashboard/members", isSignedIn: true },
  { name: "sign-in", path: "/sign-in", isSignedIn: false },
] as const;
const FORMS: readonly Form[] = ["desktop", "mobile"];

/**
 * `npm run lighthouse`: starts the product with its demo and lets Lighthouse visit its pages, five times each. The median has
 * to reach the floors; afterwards pages that are busy are timed. `--page billing`, `--form mobile` and `--runs 1` ask for less,
 * `--show` for the reasons.
 */
const { values } = parseArgs({
  options: {
    page: { type: "string" },
    form: { type: "string" },
    runs: { type: "string", default: "5" },
    show: { type: "boolean", default: false },
  },
});
const pages = PAGES.filter(({ name }) => values.page === undefined || name === values.page);
const forms = FORMS.filter((form) => values.form === undefined || form === values.form);
const runs = Number(values.runs);
const chromium = await findChromium();
if (chromium === null) throw new Error("Lighthouse needs a Chromium: install it, or set FAREBOX_CHROMIUM.");

const home = newHome();
const product = await startProduct(home, { FAREBOX_DEMO: "1" });
const missed: string[] = [];
try {
  const lighthouse = await loadLighthouse(chromium);
  await untilFilled(product);
  const { cookie, business } = await signInAsDemo(product);
  for (const { name, path, isSignedIn } of pages) {
    const url = `${product.url}${path}${isSignedIn ? `?business=${business}` : ""}`;
    for (const form of forms) {
      const seen: Scores[] = [];
      for (let run = 0; run < runs; run++)
        seen.push(await lighthouse.visit(url, { form, cookie: isSignedIn ? cookie : null, isExplained: values.show }));
      const middle = median(seen);
      console.log(tell(`${name}, ${form}`, middle));
      missed.push(...judge(`${name}, ${form}`, { form, scores: middle }));
    }
  }
} finally {
  await product.stop();
  removeHome(home);
}
if (values.page === undefined) missed.push(...(await measureSpeed(chromium)));

console.log(missed.length === 0 ? "\nEvery page is above its floors." : `\n${missed.join("\n")}`);
process.exitCode = missed.length === 0 ? 0 : 1;
