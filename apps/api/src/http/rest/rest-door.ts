import { callTRPCProcedure } from "@trpc/server";
import { Hono } from "hono";
import type { Deps } from "../../deps.ts";
import { appRouter } from "../../trpc/router.ts";
import { logFailure } from "../answer-error.ts";
import { ApiError } from "../api-error.ts";
import type { AppBindings } from "../app-bindings.ts";
import { exchangeOf } from "../exchange.ts";
import { onceOnly } from "../once-only.ts";
import { createRequestContext } from "../request-context.ts";
import { chooseRoute } from "./choose-route.ts";
import { answerEventStream } from "./event-stream.ts";
import { readRestInput } from "./rest-input.ts";
import { listRestRoutes } from "./routes.ts";

/** The same procedures under `/api/billing` for everyone who does not speak tRPC. */
export function createRestDoor(deps: Deps): Hono<AppBindings> {
  const routes = listRestRoutes(appRouter).filter((route) => deps.env.isSandbox || !route.rest.isSandboxOnly);
  return new Hono<AppBindings>().all("/*", async (c) => {
    const chosen = chooseRoute(c, routes);
    if (chosen === null) throw new ApiError("not_found");
    const { route } = chosen;

    const exchange = exchangeOf(c);
    const context = createRequestContext(deps, exchange);
    const result: unknown = await callTRPCProcedure({
      router: appRouter,
      path: route.name,
      type: route.type,
      ctx: context,
      getRawInput: onceOnly(() => readRestInput(exchange, chosen)),
      signal: c.req.raw.signal,
      batchIndex: 0,
    });
    for (const [name, value] of context.responseHeaders) c.header(name, value);
    if (route.type === "subscription")
      return answerEventStream(c, {
        values: result as AsyncIterable<unknown>,
        onFailure: (failure) =>
          logFailure(deps.log, failure, { requestId: context.requestId, route: `rest ${route.name}` }),
      });
    return c.json(result as object);
  });
}
