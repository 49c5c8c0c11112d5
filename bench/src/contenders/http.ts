import { join } from "node:path";
import type { Books } from "../books/check-books.ts";
import type { RequestPlan } from "../load/http-request.ts";
import type { LoadResult, LoadShape } from "../load/load.ts";
import type { Contender } from "../measure/compare.ts";
import { makeApiKeys, startApiProcess } from "../stage/api-process.ts";
import { type ServerProcess, startServerProcess } from "../stage/server-process.ts";
import { startHttpClient } from "./http-client.ts";
import { NAIVE_IS_WARM_AFTER_SECONDS } from "./naive.ts";
import { booksOf, type ContenderPlace } from "./place.ts";

export type HttpLoad = {
  readonly callers: number;
  readonly eventsARequest: number;
  readonly isOfOneBusiness?: boolean;
  readonly pacedPerSecond?: number;
};

export type HttpContender = Contender & {
  /** Of its servers. */
  readonly pids: readonly number[];
  readonly drive: (load: HttpLoad, seconds: number) => Promise<LoadResult>;
};

/** The product's API processes, called by the doors customers use. */
export async function openApiContender(
  place: ContenderPlace,
  {
    door,
    processes = 1,
    name = "farebox",
    ...load
  }: HttpLoad & { readonly door: "trpc" | "rest"; readonly processes?: number; readonly name?: string },
): Promise<HttpContender> {
  const { ownerUrl } = place.database;
  const apiKeys = await makeApiKeys(ownerUrl, API_KEYS);
  const servers = await Promise.all(Array.from({ length: processes }, () => startApiProcess(ownerUrl)));
  const path = door === "trpc" ? "/api/trpc/usage.record" : "/api/billing/usage";
  const plan = { kind: "usage", path, apiKeys, businessIds: place.businessIds } as const;
  return overHttp({ name, servers, books: booksOf(place), load, plan, keepsAccounts: true });
}

export async function openStockContender(
  place: ContenderPlace,
  { name = "naive stock tRPC", ...load }: HttpLoad & { readonly name?: string },
): Promise<HttpContender> {
  const { ownerUrl } = place.database;
  const servers = [
    await startServerProcess({ script: STOCK, readyPath: "/ready", environment: { DATABASE_URL: ownerUrl } }),
  ];
  const plan = { kind: "usage", path: "/usage.record", apiKeys: [], businessIds: place.businessIds } as const;
  const contender = overHttp({ name, servers, books: booksOf(place), load, plan });
  return { ...contender, isWarmAfterSeconds: NAIVE_IS_WARM_AFTER_SECONDS };
}

const NO_OPS = {
  "stock tRPC": { script: "stock-trpc-server.ts", readyPath: "/ready" },
  "node:http": { script: "no-op-server.ts", readyPath: "/" },
} as const;

/** Requests that ask for nothing: what a door costs by itself. */
export async function openNoOpContender(
  place: ContenderPlace,
  { kind, ...load }: HttpLoad & { readonly kind: keyof typeof NO_OPS },
): Promise<Contender> {
  const { ownerUrl } = place.database;
  const { script, readyPath } = NO_OPS[kind];
  const servers = [
    await startServerProcess({ script: join(PROCESSES, script), readyPath, environment: { DATABASE_URL: ownerUrl } }),
  ];
  const plan = { kind: "no-op", path: "/no.op", apiKeys: [], businessIds: place.businessIds } as const;
  return overHttp({ name: `no-op ${kind}`, servers, books: null, load, plan });
}

const PROCESSES = join(import.meta.dirname, "../processes");
const STOCK = join(PROCESSES, "stock-trpc-server.ts");
const API_KEYS = 64;

type Parts = {
  readonly name: string;
  readonly servers: readonly ServerProcess[];
  readonly books: Books | null;
  readonly load: HttpLoad;
  readonly plan: Omit<RequestPlan, "eventsARequest" | "isOfOneBusiness">;
  /** Whether a business costs it less after the first time. */
  readonly keepsAccounts?: boolean;
};

function overHttp({ name, servers, books, load, plan, keepsAccounts = false }: Parts): HttpContender {
  const client = startHttpClient();
  const urls = servers.map(({ url }) => url);
  const run = (asked: HttpLoad, shape: LoadShape | null) => {
    const { eventsARequest, isOfOneBusiness = false, pacedPerSecond = null } = asked;
    return client.run({ plan: { ...plan, eventsARequest, isOfOneBusiness }, urls, shape, pacedPerSecond });
  };
  return {
    name,
    pids: servers.map(({ pid }) => pid),
    callers: load.callers,
    books,
    ...(keepsAccounts && { meet: async () => (await run({ ...load, isOfOneBusiness: false }, null)).tally }),
    load: (shape) => run(load, shape),
    drive: (asked, seconds) => run(asked, { callers: asked.callers, seconds }),
    close: async () => {
      await client.stop();
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}
