import { closedLoop } from "../load/closed-loop.ts";
import { eventOf } from "../load/events.ts";
import type { HttpAnswer, HttpConnection } from "../load/http-connection.ts";
import { drawRequest, type RequestPlan, toRequest } from "../load/http-request.ts";
import { KeptConnections } from "../load/kept-connections.ts";
import { addTallies, type LoadResult, type LoadShape, type Tally } from "../load/load.ts";
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
  /** Null: an event of every business of the plan to each of the servers, and no more. */
  readonly shape: LoadShape | null;
  /** Requests a second, whether or not answers come; null: as fast as answers come. */
  readonly pacedPerSecond: number | null;
};

export type ClientAnswer = { readonly result: LoadResult } | { readonly problem: string };

const kept = new KeptConnections();

async function run({ plan, urls, shape, pacedPerSecond }: ClientOrder): Promise<LoadResult> {
  if (shape === null) return meetAll(plan, urls);
  return withConnections(urls, shape.callers, (connections) => {
    const call = async (caller: number) => {
      const connection = connections[caller];
      if (connection === undefined) throw new Error("more callers than connections");
      const answer = await connection.send(drawRequest(plan, caller));
      return plan.kind === "no-op" ? readNoOp(answer) : readUsage(answer);
    };
    return pacedPerSecond === null ? closedLoop(call, shape) : pacedLoop(call, shape, pacedPerSecond);
  });
}

/** In as few requests as the API allows. */
async function meetAll(plan: RequestPlan, urls: readonly string[]): Promise<LoadResult> {
  const startedAt = performance.now();
  const tallies = await withConnections(urls, urls.length, (connections) =>
    Promise.all(connections.map((connection) => meetAllOver(connection, plan))),
  );
  return { seconds: (performance.now() - startedAt) / 1_000, tally: addTallies(tallies), latenciesMs: [] };
}

async function meetAllOver(connection: HttpConnection, plan: RequestPlan): Promise<Tally> {
  const tallies: Tally[] = [];
  for (let from = 0; from < plan.businessIds.length; from += MOST_EVENTS) {
    const [first, ...more] = plan.businessIds.slice(from, from + MOST_EVENTS).map(eventOf);
    if (first !== undefined) tallies.push(readUsage(await connection.send(toRequest(plan, 0, [first, ...more]))));
  }
  return addTallies(tallies);
}

const MOST_EVENTS = 100;

async function withConnections<Result>(
  urls: readonly string[],
  count: number,
  use: (connections: readonly HttpConnection[]) => Promise<Result>,
): Promise<Result> {
  const urlOf = (index: number) => urls[index % urls.length] ?? "";
  const connections = await Promise.all(Array.from({ length: count }, (_, index) => kept.take(urlOf(index))));
  const result = await use(connections);
  // Only of those who had all their answers.
  for (const [index, connection] of connections.entries()) kept.giveBack(urlOf(index), connection);
  return result;
}

function readNoOp({ status, body }: HttpAnswer): Tally {
  if (status !== 200) throw new Error(`a no-op was answered ${status}: ${body.slice(0, 300)}`);
  return { recorded: 0, replayed: 0, refused: 0, answered: 1, notDecided: 0 };
}

function readUsage({ status, body }: HttpAnswer): Tally {
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
