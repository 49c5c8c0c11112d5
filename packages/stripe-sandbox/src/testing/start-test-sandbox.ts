import type Stripe from "stripe";
import { onTestFinished } from "vitest";
import { type StripeSandbox, type StripeSandboxOptions, startStripeSandbox } from "../start.ts";
import { clientOf } from "./sandbox-client.ts";

export interface TestSandbox {
  readonly sandbox: StripeSandbox;
  readonly stripe: Stripe;
  /** One of the sandbox's own doors. */
  readonly control: (
    method: "GET" | "POST" | "DELETE",
    path: string,
    body?: object,
  ) => Promise<{ [name: string]: unknown }>;
  /** Bugs the sandbox told of; a test that does not expect one fails when there is one. */
  readonly bugs: unknown[];
}

/** A sandbox on a port of its own with the official SDK pointed at it; both end with the test. */
export async function startTestSandbox(options: StripeSandboxOptions = {}): Promise<TestSandbox> {
  const bugs: unknown[] = [];
  const sandbox = await startStripeSandbox({ onBug: (cause) => bugs.push(cause), ...options });
  onTestFinished(async () => {
    await sandbox.close();
    if (bugs.length > 0) throw new AggregateError(bugs, "the sandbox has a bug");
  });
  return { sandbox, stripe: clientOf(sandbox), control: controlOf(sandbox.url), bugs };
}

function controlOf(url: string): TestSandbox["control"] {
  return async (method, path, body) => {
    const response = await fetch(`${url}/_sandbox${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const answer = (await response.json()) as { [name: string]: unknown };
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    return answer;
  };
}
