import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { billingClient } from "../src/billing-client.ts";
import { customerWithKey } from "../src/customer-with-key.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";

const SDK = join(import.meta.dirname, "../../packages/sdk");
const home = newHome();
const app = join(home, "app");
let product: Product;

beforeAll(async () => {
  product = await startProduct(home);
  const built = spawnSync(process.execPath, ["scripts/build.ts"], { cwd: SDK, encoding: "utf8" });
  expect(built.status, built.stderr).toBe(0);
  // Installed as a customer has it: what is published, and nothing around it.
  const installed = join(app, "node_modules/@farebox/sdk");
  mkdirSync(installed, { recursive: true });
  for (const part of ["dist", "package.json", "README.md"])
    cpSync(join(SDK, part), join(installed, part), { recursive: true });
});

afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

/** Each Node of this machine that the package is for, and Bun and Deno where they are. */
const RUNTIMES = [
  { name: "Node", path: process.execPath, asked: [] },
  ...directoriesOf(process.env["PATH"]).flatMap((directory) => [
    { name: "Node", path: join(directory, "node"), asked: [] },
    { name: "Bun", path: join(directory, "bun"), asked: ["run"] },
    { name: "Deno", path: join(directory, "deno"), asked: ["run", "--allow-all", "--node-modules-dir=manual"] },
  ]),
]
  .filter(({ path }, index, all) => existsSync(path) && all.findIndex((one) => one.path === path) === index)
  .map((one) => ({ ...one, version: versionOf(one.path) }))
  .filter(
    ({ name, version }, index, all) =>
      (name !== "Node" || Number(version.split(".")[0]) >= 20) &&
      all.findIndex((one) => one.name === name && one.version === version) === index,
  );

function directoriesOf(path = ""): string[] {
  return path.split(delimiter).filter((directory) => directory !== "");
}

function versionOf(path: string): string {
  return /\d+\.\d+\.\d+/u.exec(spawnSync(path, ["--version"], { encoding: "utf8" }).stdout)?.[0] ?? "";
}

test.each(["mts", "cts"])("the quick start has types under the strictest settings, as a .%s file", (ending) => {
  const source = ["export {};", ...quickStart()].join("\n");
  // A CommonJS file has no top-level await.
  const inMain = source
    .replace(/^const farebox/mu, "async function main() {\nconst farebox")
    .concat("\n}\nvoid main();");
  writeFileSync(join(app, `typed.${ending}`), ending === "cts" ? inMain : source);
  const typescript = join(SDK, "node_modules/typescript/bin/tsc");
  const roots = ["--types", "node", "--typeRoots", join(SDK, "node_modules/@types")];
  const strict = [
    "--strict",
    "--exactOptionalPropertyTypes",
    "--noUncheckedIndexedAccess",
    "--noPropertyAccessFromIndexSignature",
    "false",
  ];
  const target = ["--noEmit", "--module", "nodenext", "--target", "es2022", "--lib", "es2023,esnext.disposable"];
  const checked = run(process.execPath, [typescript, ...target, ...strict, ...roots, `typed.${ending}`], {});
  expect([checked.stdout, checked.status]).toEqual(["", 0]);
});

describe.each(RUNTIMES)("$name $version", ({ name, path, asked, version }) => {
  test("runs the quick start of the README as it stands there", async () => {
    const lines = quickStart();
    expect(lines.length).toBeLessThanOrEqual(10);
    const { businessId, key } = await customerWithKey(product, `quick ${name} ${version}`.toLowerCase());
    writeFileSync(join(app, "quick-start.mjs"), lines.join("\n"));
    const ran = run(path, [...asked, "quick-start.mjs"], { FAREBOX_URL: product.url, FAREBOX_KEY: key });
    expect(ran.stderr).toBe("");
    expect(ran.stdout).toBe("3000 s left\n0 s cost 0 tokens\n");
    expect(ran.status).toBe(0);
    expect(await client().balance(businessId)).toMatchObject({ held: 0, total: 100 });
  });

  test("takes it by require, queues in a file, and delivers before it ends", async () => {
    const { businessId, key } = await customerWithKey(product, `queue ${name} ${version}`.toLowerCase());
    writeFileSync(
      join(app, "queue.cjs"),
      `const { createFarebox, FareboxError } = require("@farebox/sdk");
       const farebox = createFarebox({ url: process.env.FAREBOX_URL, key: process.env.FAREBOX_KEY, queue: { file: process.argv[2] } });
       farebox.usage.enqueue({ key: "sms-1", service: "sms", quantity: 2 }).then(async () => {
         const error = await farebox.holds.get({ id: "0198c0de-0000-7000-8000-000000000000" }).catch((failure) => failure);
         console.log(error instanceof FareboxError, error.code);
       });`,
    );
    const file = join(home, `${name}-${version}.queue`);
    const ran = run(path, [...asked, "queue.cjs", file], { FAREBOX_URL: product.url, FAREBOX_KEY: key });
    expect([ran.stderr, ran.stdout, ran.status]).toEqual(["", "true not_found\n", 0]);
    expect(await client().balance(businessId)).toMatchObject({ total: 99 });
  });
});

/** What stands between the fences, without empty lines. */
function quickStart(): string[] {
  const found = /```ts quick-start\n([\s\S]*?)```/u.exec(readFileSync(join(SDK, "README.md"), "utf8"));
  return (found?.[1] ?? "").split("\n").filter((line) => line.trim() !== "");
}

function run(path: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  return spawnSync(path, args, { cwd: app, env, encoding: "utf8", timeout: 30_000 });
}

const client = () => billingClient({ url: product.url, key: product.operatorKey });
