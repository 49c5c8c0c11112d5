import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a program that listens on `PORT` and waits until it answers at `readyPath`. It ends with us at the latest. */
export async function startServerProcess(program: ServerProgram): Promise<ServerProcess> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [program.script], {
    env: { ...process.env, NODE_ENV: "production", ...program.environment, PORT: String(port) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const isGone = once(child, "exit");
  running.add(child);
  child.once("exit", () => running.delete(child));
  const endsAt = performance.now() + LONGEST_START_MS;
  while (!(await answers(url + program.readyPath))) {
    if (child.exitCode !== null || performance.now() > endsAt) throw new Error(`${program.script} does not answer`);
    await wait(20);
  }
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill("SIGTERM");
      const giveUp = setTimeout(() => child.kill("SIGKILL"), LONGEST_STOP_MS);
      await isGone;
      clearTimeout(giveUp);
    },
  };
}

export type ServerProgram = {
  readonly script: string;
  readonly readyPath: string;
  readonly environment: Readonly<Record<string, string>>;
};

export type ServerProcess = { readonly url: string; readonly pid: number; stop(): Promise<void> };

const LONGEST_START_MS = 30_000;
const LONGEST_STOP_MS = 10_000;

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
