import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.ts";

const MAIN = fileURLToPath(new URL("../../apps/api/src/main.ts", import.meta.url));
const READY_WITHIN_MS = 30_000;

/** A further process of the API on a database that runs, started as production starts it. */
export async function startApiProcess(
  databaseUrl: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<ApiProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      HOST: "127.0.0.1",
      PUBLIC_URL: url,
      AUTH_SECRET: "a secret of the tests, long enough for them",
      SMTP_URL: "smtp://127.0.0.1:1",
      MAIL_FROM: "billing@example.com",
      LOG_LEVEL: "error",
      // Nobody pays, unless the test brings a stand-in.
      FAREBOX_STRIPE_URL: "http://127.0.0.1:1",
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => lines.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => lines.push(chunk.toString()));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`the API was not ready in time:\n${lines.join("")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    url,
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

export type ApiProcess = { readonly url: string; readonly stop: () => Promise<void> };

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
}
