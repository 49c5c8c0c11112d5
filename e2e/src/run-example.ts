import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Product } from "./product.ts";

const EXAMPLES = fileURLToPath(new URL("../../examples", import.meta.url));

/** An example as its README starts it, once the toolchain is there: it finds the product by its ready file. */
export function startExample(name: string, args: readonly string[], env: Env): RunningExample {
  const child = spawn(process.execPath, [join(EXAMPLES, name, "src", "main.ts"), ...args], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
    child.emit("heard");
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return {
    output: () => output,
    ended: once(child, "close").then(([code]) => code as number | null),
    interrupt: () => void child.kill("SIGINT"),
    async says(pattern) {
      for (;;) {
        const found = pattern.exec(output);
        if (found !== null) return found;
        if (child.exitCode !== null) throw new Error(`${name} ended without saying ${pattern}:\n${output}`);
        await Promise.race([once(child, "heard"), once(child, "close")]);
      }
    },
  };
}

export async function runExample(name: string, args: readonly string[], env: Env): Promise<RanExample> {
  const example = startExample(name, args, env);
  const code = await example.ended;
  return { code, output: example.output() };
}

export function besides({ home }: Pick<Product, "home">, businessId?: string): Env {
  const env = { FAREBOX_READY_FILE: join(home, "e2e-ready.json") };
  return businessId === undefined ? env : { ...env, FAREBOX_BUSINESS: businessId };
}

type Env = Readonly<Record<string, string>>;

type RanExample = { readonly code: number | null; readonly output: string };

type RunningExample = {
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  readonly interrupt: () => void;
  /** Waits for it. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
};
