import type { Database } from "@farebox/db";
import type { TaskList } from "graphile-worker";
import type { OpenServer } from "../http/server.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { StripeDoor } from "../stripe/client/create-stripe.ts";
import type { Tracing } from "./tracing.ts";

/**
 * The same parts, traced: a request, the decision of its commands, the statements that load and commit, calls of the payment
 * provider, and jobs. Statements of a round stand under the request that began the round; who else waited for it shows how
 * long. No span holds a body, a query or what somebody is called.
 */
export function traceServer(server: OpenServer, tracing: Tracing | null): OpenServer {
  if (tracing === null) return server;
  return {
    ...server,
    port: server.port,
    serve: (fetch, takes) =>
      server.serve(fetch, takes, (request, response, answer) => {
        const { method = "GET", url = "/" } = request;
        const path = toRoute(url);
        const span = tracing.begin(`${method} ${path}`, { "http.request.method": method, "http.route": path });
        response.once("close", () => {
          span.note("http.response.status_code", response.statusCode);
          span.end(response.statusCode >= 500 ? new Error("answered with a failure") : undefined);
        });
        span.run(answer);
      }),
  };
}

export function traceLedger(ledger: Ledger, tracing: Tracing | null): Ledger {
  if (tracing === null) return ledger;
  return {
    ...ledger,
    submit: (businessId, command) =>
      tracing.during("ledger.decide", { command: command.kind, commands: 1 }, async (span) => {
        const answer = await ledger.submit(businessId, command);
        span.note("outcome", answer.outcome);
        return answer;
      }),
    submitAll: (requests) =>
      tracing.during("ledger.decide", { command: requests[0]?.command.kind ?? "none", commands: requests.length }, () =>
        ledger.submitAll(requests),
      ),
  };
}

/** Of all statements those of the ledger: their names say what they do, `load_accounts`, `commit_effects`. */
export function traceDatabase(db: Database, tracing: Tracing | null): Database {
  if (tracing === null) return db;
  const { ledger } = db;
  return {
    ...db,
    ledger: {
      ...ledger,
      query: (name, text, parameters) =>
        tracing.during(name.startsWith("commit") ? "ledger.commit" : "ledger.load", { statement: name }, () =>
          ledger.query(name, text, parameters),
        ),
    },
  };
}

/** The client tells when an answer came and how long it took. */
export function traceProvider({ api }: Pick<StripeDoor, "api">, tracing: Tracing | null): void {
  if (tracing === null) return;
  api.on("response", ({ method, path, status, elapsed }: ProviderAnswer) => {
    const route = toProviderRoute(path);
    const attributes = { "http.request.method": method, "http.response.status_code": status };
    tracing.past(`provider ${method} ${route}`, attributes, { seconds: elapsed / 1_000 });
  });
}

type ProviderAnswer = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Milliseconds. */
  readonly elapsed: number;
};

export function traceTasks(tasks: TaskList, tracing: Tracing | null): TaskList {
  if (tracing === null) return tasks;
  return Object.fromEntries(
    Object.entries(tasks).flatMap(([task, work]) =>
      work === undefined
        ? []
        : [
            [
              task,
              (payload: unknown, helpers: Parameters<typeof work>[1]) =>
                tracing.during(`job ${task}`, { attempt: helpers.job.attempts }, async () =>
                  work(payload as never, helpers),
                ),
            ] as const,
          ],
    ),
  );
}

/** Few names, whatever is asked: ids and files stand for themselves only as what they are. */
function toRoute(url: string): string {
  const [path = "/"] = url.split("?", 1);
  if (!path.startsWith("/api/")) return "/page";
  return path.replaceAll(/\/(?=[^/]*\d)[^/]{8,}/g, "/{id}").slice(0, 120);
}

function toProviderRoute(path: string): string {
  const [route = ""] = path.split("?", 1);
  return route.replaceAll(/\/[a-z]+_[A-Za-z0-9_]{6,}/g, "/{id}");
}
