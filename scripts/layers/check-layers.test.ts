import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkLayers } from "./check-layers.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "layers-"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function check(file: string, source: string) {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), source);
  return checkLayers(root);
}

const CORE = "packages/billing-core/src/decide.ts";
const CORE_TEST = "packages/billing-core/src/decide.test.ts";
const USE_CASE = "apps/api/src/use-cases/record-usage.ts";
const ROUTER = "apps/api/src/routers/usage.ts";
const FEATURE = "apps/web/src/features/usage/usage-section.tsx";

describe("an import that points the wrong way is refused", () => {
  test.each([
    [CORE, `import { readFile } from "node:fs";`],
    [CORE, `import type { Stats } from "node:fs";`],
    [CORE, `import "fs";`],
    [CORE, `import { z } from "zod";`],
    [CORE, `export { createHash } from "node:crypto";`],
    [CORE, `export * from "@farebox/db";`],
    [CORE, `const fs = await import("node:fs");`],
    [CORE, `const fs = await import(["node", "fs"].join(":"));`],
    [CORE, `const fs = require("node:fs");`],
    [CORE, `export type Stats = import("node:fs").Stats;`],
    [CORE, `import { builder } from "./testing/builders.ts";`],
    [CORE, `import { tenant } from "../../db/src/tenant.ts";`],
    [CORE_TEST, `import pg from "pg";`],
    ["packages/billing-core/src/testing/builders.ts", `import { z } from "zod";`],
    ["packages/billing-core/src/testing/builders.ts", `import { readFile } from "node:fs";`],
    ["packages/db/src/tenant.ts", `import type { AppRouter } from "@farebox/api";`],
    ["packages/db/src/tenant.ts", `import { env } from "../../../apps/api/src/env.ts";`],
    [ROUTER, `import { loadAccounts } from "@farebox/db";`],
    [USE_CASE, `import { TRPCError } from "@trpc/server";`],
    [USE_CASE, `import type { Context } from "hono";`],
    [USE_CASE, `import { usageRouter } from "../routers/usage.ts";`],
    [USE_CASE, `import type { Handlers } from "../stripe/handlers.ts";`],
    ["apps/api/src/jobs/expire.ts", `import { usageRouter } from "../routers/usage.ts";`],
    ["apps/api/src/stripe/receive-webhook.ts", `import { router } from "../trpc/init.ts";`],
    ["apps/api/src/ledger/coalescer.ts", `import { recordUsage } from "../use-cases/record-usage.ts";`],
    ["apps/web/src/lib/trpc.ts", `import { appRouter } from "@farebox/api";`],
    ["apps/web/src/lib/trpc.ts", `import { type AppRouter } from "@farebox/api";`],
    ["apps/web/src/lib/trpc.ts", `import "@farebox/api";`],
    ["apps/web/src/lib/trpc.ts", `export { appRouter } from "@farebox/api";`],
    ["apps/web/src/lib/trpc.ts", `const api = await import("@farebox/api");`],
    ["apps/web/src/lib/trpc.ts", `import { appRouter } from "../../../api/src/trpc/router.ts";`],
    ["apps/web/src/lib/trpc.ts", `import type { AppRouter } from "../../../api/src/trpc/router.ts";`],
    ["apps/web/src/lib/trpc.ts", `import { migrate } from "@farebox/db";`],
    ["apps/web/src/lib/files.ts", `import { readFile } from "node:fs";`],
    ["apps/web/src/lib/format.ts", `import { Card } from "../components/card.tsx";`],
    ["apps/web/src/components/card.tsx", `import { useBalance } from "../features/balance/use-balance.ts";`],
    [FEATURE, `import { useBalance } from "../balance/use-balance.ts";`],
    [FEATURE, `import { BillingPage } from "../../pages/billing.tsx";`],
    ["apps/api/src/ledger/coalescer.ts", `import { CASES } from "@farebox/bench";`],
    ["bench/src/main.ts", `import { createLedger } from "../../apps/api/src/ledger/create-ledger.ts";`],
    ["bench/baselines/naive-usage.ts", `import { createLedger } from "@farebox/api/ledger";`],
    ["bench/baselines/naive-usage.ts", `import { compare } from "../src/measure/compare.ts";`],
    ["packages/sdk/src/client.ts", `import type { AppRouter } from "@farebox/api";`],
  ])("%s: %s", async (file, source) => {
    const { violations } = await check(file, source);
    expect(violations).not.toEqual([]);
    expect(violations[0]).toContain(`${file}:1`);
  });
});

describe("billing-core's surroundings are refused", () => {
  test.each([
    "export const now = Date.now();",
    `export const now = Date["now"]();`,
    "export const now = new Date();",
    "export const dice = Math.random();",
    "export const id = crypto.randomUUID();",
    "export const size = process.env.SIZE;",
    "export const all = globalThis;",
    "export const here = import.meta.url;",
    "export const surroundings = { process };",
    "export class Clock { now = () => performance.now(); }",
  ])("%s", async (source) => {
    const { violations } = await check(CORE, source);
    expect(violations[0]).toContain("time and ids are arguments");
  });
});

describe("what ARCHITECTURE.md draws is allowed", () => {
  test.each([
    [CORE, `import { burnDown } from "./burn-down.ts"; export const at = (instant: number) => new Date(instant);`],
    [CORE, "export type Job = { process: string }; export const name = (job: Job) => job.process;"],
    [
      CORE_TEST,
      `import { test } from "vitest"; import fc from "fast-check"; import { a } from "./testing/a.ts"; process;`,
    ],
    ["packages/db/src/load.ts", `import type { Account } from "@farebox/billing-core"; import pg from "pg";`],
    [ROUTER, `import { recordUsage } from "../use-cases/record-usage.ts"; import type { Row } from "@farebox/db";`],
    [USE_CASE, `import { decide } from "@farebox/billing-core"; import { load } from "@farebox/db";`],
    ["apps/web/src/lib/trpc.ts", `import type { AppRouter } from "@farebox/api";`],
    ["apps/web/src/lib/money.ts", `import { formatTokens } from "@farebox/billing-core";`],
    [FEATURE, `import { Card } from "../../components/card.tsx"; import { useUsage } from "./use-usage.ts";`],
    ["bench/src/contenders/ledger.ts", `import { createLedger } from "@farebox/api/ledger";`],
    [
      "bench/baselines/naive-usage.ts",
      `import { tokenBalances } from "@farebox/db"; import { drizzle } from "drizzle-orm";`,
    ],
    ["apps/web/src/pages/billing.tsx", `import { UsageSection } from "../features/usage/usage-section.tsx";`],
  ])("%s: %s", async (file, source) => {
    expect(await check(file, source)).toEqual({ filesRead: 1, violations: [] });
  });
});

test("a file that cannot be parsed is a violation, not a file without imports", async () => {
  const { violations } = await check(CORE, "import { from ;");
  expect(violations[0]).toContain("cannot be read");
});

test("this repository's sources are really read, and keep to the arrows", async () => {
  const report = await checkLayers(join(import.meta.dirname, "../.."));
  expect(report.filesRead).toBeGreaterThan(60);
  expect(report.violations).toEqual([]);
});
