import { callTRPCProcedure } from "@trpc/server";
import { Hono } from "hono";
import type { Deps } from "../../deps.ts";
import type { StreamedFile } from "../../exports/file.ts";
import { filesRouter } from "../../routers/files.ts";
import { logFailure } from "../answer-error.ts";
import type { AppBindings } from "../app-bindings.ts";
import { exchangeOf } from "../exchange.ts";
import { onceOnly } from "../once-only.ts";
import { createRequestContext } from "../request-context.ts";
import { chooseRoute } from "../rest/choose-route.ts";
import { readRestInput } from "../rest/rest-input.ts";
import { listRestRoutes } from "../rest/routes.ts";
import { toFileBody } from "./file-body.ts";

/** What is answered as a file, under `/api/billing`; what is not a file is left to the next door. */
export function createFileDoor(deps: Deps): Hono<AppBindings> {
  const routes = listRestRoutes(filesRouter);
  return new Hono<AppBindings>().all("/*", async (c, next) => {
    const chosen = chooseRoute(c, routes);
    if (chosen === null) return next();
    const exchange = exchangeOf(c);
    const context = createRequestContext(deps, exchange);
    const { signal } = c.req.raw;
    const file = (await callTRPCProcedure({
      router: filesRouter,
      path: chosen.route.name,
      type: "query",
      ctx: context,
      getRawInput: onceOnly(() => readRestInput(exchange, chosen)),
      signal,
      batchIndex: 0,
    })) as StreamedFile;
    const headers = {
      "Content-Type": file.contentType,
      "Content-Disposition": `attachment; filename="${file.name}"`,
      // A proxy that gathers the whole file before it passes it on would undo the streaming.
      "X-Accel-Buffering": "no",
    };
    if (c.req.method === "HEAD" || signal.aborted) {
      file.onClose();
      return c.body(null, 200, headers);
    }
    const body = toFileBody(file, {
      onFailure: (failure) =>
        logFailure(deps.log, failure, { requestId: context.requestId, route: `rest ${chosen.route.name}` }),
    });
    return c.body(body, 200, headers);
  });
}
