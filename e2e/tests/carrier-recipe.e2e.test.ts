import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { exactCharge, toMicro } from "../src/exact-arithmetic.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const recipe = readFileSync(join(ROOT, "docs", "recipes", "reconcile-with-the-carrier.md"), "utf8");

const home = newHome();
const files = mkdtempSync(join(tmpdir(), "farebox-recipe-"));
let product: Product;
beforeAll(async () => {
  product = await startProduct(home, { FAREBOX_LATE_AFTER_DAYS: "36500" });
});
afterAll(async () => {
  await product?.stop();
  removeHome(home);
  rmSync(files, { recursive: true, force: true });
});

/** One of the recipe's commands, from the repository root as it says; only its files stand elsewhere. */
function run(command: string, business: string) {
  const there = command.replaceAll(/(?<= )([a-z]+\.(?:csv|json))/g, (name) => join(files, name));
  return spawnSync("sh", ["-c", there], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, BUSINESS: business, FAREBOX_READY_FILE: join(home, "e2e-ready.json") },
  });
}

test("the recipe's files and commands do what it says", async () => {
  for (const [, name = "", content = ""] of recipe.matchAll(/<!-- file: (\S+) -->\n```\w+\n([\s\S]*?)```/g))
    writeFileSync(join(files, name), content);
  const client = billingClient({ url: product.url, key: product.operatorKey });
  const { id } = await client.createBusiness("Harbour Dental");
  const booked = [
    ["CA1001", "outbound_call", 45, "2025-11-03T08:15:00Z"],
    ["CA1003", "outbound_call", 42, "2025-11-03T08:31:12Z"],
    ["CA1999", "inbound_call", 30, "2025-11-03T12:00:00Z"],
  ] as const;
  const results = await client.record(
    booked.map(([ref, service, quantity, occurredAt]) => ({ key: ref, ref, service, quantity, occurredAt })),
    id,
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(["recorded", "recorded", "recorded"]);

  const commands = [...recipe.matchAll(/```sh\n(npx farebox [\s\S]*?)\n```/g)].map(([, command = ""]) => command);
  const [shown, applied, again] = commands.map((command) => run(command, id));
  expect([shown?.status, shown?.stdout], shown?.stderr).toEqual([1, expect.stringContaining("CA1999")]);
  expect(readFileSync(join(files, "differences.csv"), "utf8").trim().split("\r\n")).toHaveLength(4);
  expect([applied?.status, applied?.stdout]).toEqual([0, expect.stringContaining("Applied 3 corrections")]);
  expect([again?.status, again?.stdout]).toEqual([0, expect.stringContaining("The books agree")]);

  const charged =
    exactCharge("outbound_call", 61) + exactCharge("inbound_call", 600) + exactCharge("outbound_call", 42);
  expect(toMicro((await client.balance(id)).total)).toBe(toMicro(100) - charged);
});
