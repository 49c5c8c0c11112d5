import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../../packages/stripe-sandbox/src/cli.ts", import.meta.url));
const SECRET_KEY = "sk_test_browser";

/** The sandbox as anybody runs it: its command in a process of its own, known only by its address. */
export type StripeSandbox = {
  readonly url: string;
  /** One request of Stripe's API; anything but success fails the test. */
  readonly call: (method: "GET" | "POST", path: string, parameters?: Record<string, string>) => Promise<StripeObject>;
  readonly stop: () => Promise<void>;
};

export type StripeObject = { readonly [name: string]: unknown; readonly id: string };

export async function startStripeSandbox(): Promise<StripeSandbox> {
  const child = spawn(process.execPath, [COMMAND, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const url = await addressOf(child);
  return {
    url,
    async call(method, path, parameters = {}) {
      const form = new URLSearchParams(parameters);
      const response = await fetch(`${url}/v1/${path}${method === "GET" ? `?${form}` : ""}`, {
        method,
        headers: { authorization: `Bearer ${SECRET_KEY}` },
        ...(method === "POST" ? { body: form } : {}),
      });
      const answer = (await response.json()) as StripeObject;
      if (response.ok) return answer;
      throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    },
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = "";
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const address = /answers at (http:\S+)/.exec(said)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`the sandbox ended without an address: ${said}`);
}
