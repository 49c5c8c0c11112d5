import { timingSafeEqual } from "node:crypto";
import { findMissingSchema } from "@farebox/db/jobs";
import { Hono } from "hono";
import type { Deps } from "../deps.ts";
import { ApiError } from "./api-error.ts";
import type { AppBindings } from "./app-bindings.ts";
import { isFromThisMachine } from "./client-address.ts";

/** Is the process alive, can it work, and how is it doing. */
export function createHealthDoor(deps: Deps, checks: readonly ReadinessCheck[]): Hono<AppBindings> {
  return new Hono<AppBindings>()
    .get("/healthz", (c) => c.json({ status: "ok" }))
    .get("/readyz", async (c) => {
      const results = await Promise.all(checks.map(async ({ name, check }) => [name, await outcomeOf(check)] as const));
      const isReady = results.every(([, outcome]) => outcome === "ok");
      return c.json({ status: isReady ? "ok" : "not ready", checks: Object.fromEntries(results) }, isReady ? 200 : 503);
    })
    .get("/metrics", async (c) => {
      const isAllowed = isFromThisMachine(c) || hasToken(c.req.header("authorization"), deps.env.metricsToken);
      if (!isAllowed) throw new ApiError("not_found");
      return c.body(await deps.metrics.registry.metrics(), 200, { "Content-Type": deps.metrics.registry.contentType });
    });
}

/** Answers why it is not ready, in words an operator may publish, or null. */
export type ReadinessCheck = { readonly name: string; readonly check: () => Promise<string | null> };

/** The database answers. */
export function databaseCheck(db: Deps["db"]): ReadinessCheck {
  return {
    name: "database",
    check: async () => {
      await db.service.query("ready", "select 1", []);
      return null;
    },
  };
}

/** The database has every table and column this code knows. One that is ahead is well: code goes out after its schema. */
export function schemaCheck(db: Deps["db"]): ReadinessCheck {
  return {
    name: "migrations",
    check: async () => ((await findMissingSchema(db.service)) === null ? null : "migrations are missing"),
  };
}

const LONGEST_CHECK_MILLISECONDS = 2_000;

async function outcomeOf(check: ReadinessCheck["check"]): Promise<string> {
  const tooSlow = new Promise<string>((resolve) =>
    setTimeout(resolve, LONGEST_CHECK_MILLISECONDS, "no answer in time").unref(),
  );
  return Promise.race([
    check().then(
      (reason) => reason ?? "ok",
      () => "failed",
    ),
    tooSlow,
  ]);
}

function hasToken(authorization: string | undefined, token: string | null): boolean {
  if (token === null || authorization === undefined) return false;
  const given = Buffer.from(authorization);
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
