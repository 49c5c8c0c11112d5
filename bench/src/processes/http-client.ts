import { closedLoop } from "../load/closed-loop.ts";
import { openConnection } from "../load/http-connection.ts";
import { drawRequest, type RequestPlan } from "../load/http-request.ts";
import type { LoadResult, LoadShape } from "../load/load.ts";
import { pacedLoop } from "../load/paced-loop.ts";

// The same callers for every server: a process of its own, so that its work is neither the server's nor hidden in it.
process.on("message", (order: ClientOrder) => {
  void run(order).then(
    (result) => process.send?.({ result } satisfies ClientAnswer),
    (error: unknown) => process.send?.({ problem: String(error) } satisfies ClientAnswer),
  );
});
process.on("disconnect", () => process.exit(0));

export type ClientOrder = {
  readonly plan: RequestPlan;
  /** Connections are spread over these by turns. */
  readonly urls: readonly string[];
  readonly shape: LoadShape;
  /** Requests a second, whether or not answers come; null: as fast as answers come. */
  readonly pacedPerSecond: number | null;
};

export type ClientAnswer = { readonly result: LoadResult } | { readonly problem: string };

async function run({ plan, urls, shape, pacedPerSecond }: ClientOrder): Promise<LoadResult> {
  const connections = await Promise.all(
    Array.from({ length: shape.callers }, (_, index) => openConnection(urls[index % urls.length] ?? "")),
  );
  const call = async (caller: number) => {
    const connection = connections[caller];
    if (connection === undefined) throw new Error("more callers than connections");
    return plan.kind === "no-op"
      ? readNoOp(await connection.send(drawRequest(plan, caller)))
      : readUsage(await connection.send(drawRequest(plan, caller)));
  };
  try {
    return await (pacedPerSecond === null ? closedLoop(call, shape) : pacedLoop(call, shape, pacedPerSecond));
  } finally {
    for (const connection of connections) connection.close();
  }
}

type Answer = { readonly status: number; readonly body: string };

function readNoOp({ status, body }: Answer) {
  if (status !== 200) throw new Error(`a no-op was answered ${status}: ${body.slice(0, 300)}`);
  return { recorded: 0, replayed: 0, refused: 0, answered: 1, notDecided: 0 };
}

function readUsage({ status, body }: Answer) {
  const count = (outcome: string) => body.split(`"outcome":"${outcome}"`).length - 1;
  if (status === 503) return { recorded: 0, replayed: 0, refused: 0, answered: 0, notDecided: 1 };
  if (status !== 200) throw new Error(`usage was answered ${status}: ${body.slice(0, 300)}`);
  const notDecided = body.split('"retryable":true').length - 1;
  return {
    recorded: count("recorded"),
    replayed: count("replayed"),
    refused: count("refused") - notDecided,
    answered: 0,
    notDecided,
  };
}
