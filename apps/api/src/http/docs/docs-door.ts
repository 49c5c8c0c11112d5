import { Hono } from "hono";
import type { Env } from "../../env.ts";
import { filesRouter } from "../../routers/files.ts";
import { appRouter } from "../../trpc/router.ts";
import type { AppBindings } from "../app-bindings.ts";
import { PAGE_STYLES, renderPage } from "../page.ts";
import { toDocsBody } from "./docs-page.ts";
import { describeApi, type OpenApiDocument } from "./openapi.ts";

/** The document for machines and the page for people, both made of the live router. Needs nobody to be signed in. */
export function createDocsDoor(env: Env): Hono<AppBindings> {
  let made: OpenApiDocument | null = null;
  const document = () => {
    made ??= describeApi([appRouter, filesRouter], env);
    return made;
  };
  return new Hono<AppBindings>()
    .get("/openapi.json", (c) => c.json(document()))
    .get("/docs.css", (c) =>
      c.body(PAGE_STYLES, 200, { "Content-Type": "text/css; charset=utf-8", "Cache-Control": "max-age=3600" }),
    )
    .get("/docs", (c) =>
      c.html(renderPage({ title: "Farebox API", styles: "/api/billing/docs.css", body: toDocsBody(document()) }), 200, {
        "Cache-Control": "no-cache",
      }),
    );
}
