import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { useSandbox } from "./testing/sandbox-client.ts";

/** The official tool's own binary, which a package of the platform brings; where none is made for it, nothing can run. */
const binary = findBinary();
const settings = await mkdtemp(join(tmpdir(), "stripe-cli-"));
afterAll(() => rm(settings, { recursive: true, force: true }));

const TRIGGERS = [
  "billing_portal.configuration.created",
  "billing_portal.session.created",
  "charge.captured",
  "charge.dispute.closed",
  "charge.dispute.created",
  "charge.refunded",
  "checkout.session.async_payment_failed",
  "checkout.session.async_payment_succeeded",
  "checkout.session.completed",
  "checkout.session.expired",
  "customer.created",
  "customer.subscription.created",
  "customer.subscription.deleted",
  "customer.subscription.updated",
  "invoice.paid",
  "invoice.payment_action_required",
  "invoice.payment_failed",
  "invoice.payment_succeeded",
  "payment_intent.canceled",
  "payment_intent.payment_failed",
  "payment_intent.processing",
  "payment_intent.requires_action",
  "payment_intent.succeeded",
  "payment_method.attached",
  "price.created",
  "product.created",
  "setup_intent.setup_failed",
  "setup_intent.succeeded",
];

describe.runIf(binary !== null)("the official command line tool, unchanged and offline", () => {
  const client = useSandbox();

  test.each(TRIGGERS)("triggers %s", async (type) => {
    const before = (await client.events()).length;
    const output = await run(["trigger", type, "--api-base", client.sandbox.url, "--api-key", "sk_test_local_dev"]);
    expect(output).toContain("Trigger succeeded!");
    if (type.startsWith("checkout.session.async")) await client.advance(2);
    // The tool's fixture of a failing debit uses an account that only its own test mode knows, and expects the refusal.
    if (type === "checkout.session.async_payment_failed") return;
    const types = (await client.events()).slice(before).map((event) => event.type);
    expect(types).toContain(type);
  });
});

function run(parameters: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, XDG_CONFIG_HOME: settings, STRIPE_CLI_TELEMETRY_OPTOUT: "1" };
    execFile(binary ?? "", parameters, { env, timeout: 30_000 }, (failure, stdout, stderr) => {
      if (failure === null) resolve(stdout + stderr);
      else reject(new Error(`${stdout}${stderr}`, { cause: failure }));
    });
  });
}

function findBinary(): string | null {
  const require = createRequire(import.meta.url);
  const tool = require.resolve("@stripe/cli/package.json");
  const name = process.platform === "win32" ? "stripe.exe" : "stripe";
  try {
    const platform = createRequire(tool).resolve(`@stripe/cli-${process.platform}-${process.arch}/package.json`);
    const path = join(dirname(platform), "bin", name);
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}
