import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../src/expect-accessible.ts";
import { freePort } from "../src/free-port.ts";
import { guardPage } from "../src/page-guard.ts";
import { signUpWithBusiness } from "../src/person.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";

const EXAMPLE = join(import.meta.dirname, "..", "..", "examples", "host-dashboard");
const VITE = join(dirname(createRequire(join(EXAMPLE, "package.json")).resolve("vite/package.json")), "bin", "vite.js");
const owner = { name: "Ada Owner", email: "ada@example.test", password: "a long enough password" };

let product: Product;
let home: string;
let built: string;
let stopHost: () => void = () => undefined;
let hostUrl: string;

test.beforeAll(async ({ browser }) => {
  home = newHome();
  built = mkdtempSync(join(tmpdir(), "farebox-host-"));
  product = await startProduct(home);
  const page = await browser.newPage();
  await signUpWithBusiness(page, product.url, owner, "Harbour Dental");
  await page.close();
  await runVite(["build", "--outDir", built, "--emptyOutDir", "--logLevel", "error"]).ended;
  const port = await freePort();
  const host = runVite(["preview", "--outDir", built, "--port", String(port), "--strictPort", "--host", "127.0.0.1"]);
  stopHost = host.stop;
  hostUrl = `http://127.0.0.1:${port}`;
  await expect
    .poll(() =>
      fetch(hostUrl).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    .toBe(true);
});

test.afterAll(async () => {
  stopHost();
  await product?.stop();
  removeHome(home);
  rmSync(built, { recursive: true, force: true });
});

test("a product shows the billing page in its own dashboard, in its own colours, light and dark, live", async ({
  page,
}) => {
  const guard = guardPage(page);
  const credentials = new URLSearchParams({ email: owner.email, password: owner.password });
  await page.goto(`${hostUrl}/billing?${credentials}`);
  await expect(page.getByTestId("available")).toContainText("100");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();

  // Its buttons have the host's ink, its links the host's primary; the host's own words keep the browser's looks.
  const inkOf = () =>
    page
      .getByRole("button", { name: "Add tokens" })
      .first()
      .evaluate((button) => getComputedStyle(button).backgroundColor);
  const light = await inkOf();
  expect(light).toBe(await resolve(page, "--foreground"));
  expect(
    await page
      .getByText("Agents", { exact: true })
      .first()
      .evaluate((link) => getComputedStyle(link).textDecorationLine),
  ).toBe("underline");
  await page.evaluate(() => document.documentElement.classList.add("dark"));
  // The colour fades over.
  const dark = await resolve(page, "--foreground");
  expect(dark).not.toBe(light);
  await expect.poll(inkOf).toBe(dark);
  await expectAccessible(page, { within: [".farebox"] });
  guard.expectQuiet();
});

test("the page keeps its state in the host's address: a receipt opens over it, and back closes it", async ({
  page,
}) => {
  const credentials = new URLSearchParams({ email: owner.email, password: owner.password });
  await page.goto(`${hostUrl}/billing?${credentials}`);
  await page.getByRole("link", { name: /Trial tokens/ }).click();
  await expect(page).toHaveURL(/\/billing\/transactions\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("dialog", { name: "Receipt" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL(`${hostUrl}/billing`);
});

/** A colour of the host as the browser computes it. */
function resolve(page: import("@playwright/test").Page, variable: string): Promise<string> {
  return page.evaluate((name) => {
    const probe = document.createElement("span");
    probe.style.backgroundColor = `var(${name})`;
    document.body.append(probe);
    const { backgroundColor } = getComputedStyle(probe);
    probe.remove();
    return backgroundColor;
  }, variable);
}

function runVite(args: readonly string[]): { readonly ended: Promise<void>; readonly stop: () => void } {
  const child = spawn(process.execPath, [VITE, ...args], {
    cwd: EXAMPLE,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, FAREBOX_URL: product.url, NODE_ENV: "production" },
  });
  const ended = new Promise<void>((done, fail) => {
    child.once("exit", (code) => (code === 0 ? done() : fail(new Error(`vite ended with ${code}`))));
  });
  ended.catch(() => undefined);
  return { ended, stop: () => child.kill() };
}
