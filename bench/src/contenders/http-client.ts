import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { LoadResult } from "../load/load.ts";
import type { ClientAnswer, ClientOrder } from "../processes/http-client.ts";

/** The process that calls over HTTP. */
export function startHttpClient(): HttpClient {
  const child: ChildProcess = fork(join(import.meta.dirname, "../processes/http-client.ts"), {
    serialization: "advanced",
    // What this process was started with is about its own parent.
    execArgv: [],
  });
  return {
    async run(order) {
      child.send(order);
      const [answer] = (await once(child, "message")) as [ClientAnswer];
      if ("problem" in answer) throw new Error(answer.problem);
      return answer.result;
    },
    stop: async () => {
      const isGone = once(child, "exit");
      child.disconnect();
      await isGone;
    },
  };
}

export type HttpClient = { run(order: ClientOrder): Promise<LoadResult>; stop(): Promise<void> };
