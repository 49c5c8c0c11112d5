import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filesRouter } from "../../routers/files.ts";
import { startTestProduct, type TestProduct } from "../../testing/test-product.ts";
import { appRouter } from "../../trpc/router.ts";
import { listRestRoutes } from "../rest/routes.ts";
import { renderErrorDocs } from "./error-docs.ts";
import type { OpenApiDocument } from "./openapi.ts";

let product: TestProduct;
let document: OpenApiDocument;
beforeAll(async () => {
  product = await startTestProduct();
  document = (await (await fetch(`${product.url}/api/billing/openapi.json`)).json()) as OpenApiDocument;
});
afterAll(() => product.stop());

const routes = [...listRestRoutes(appRouter), ...listRestRoutes(filesRouter)];

test("docs/errors.md is what the error table says", () => {
  expect(readFileSync(join(import.meta.dirname, "../../../../../docs/errors.md"), "utf8")).toBe(renderErrorDocs());
});

test("the document names every route, with its path parameters and an answer", () => {
  expect(document.openapi).toBe("3.1.0");
  for (const { rest, name } of routes) {
    const operation = document.paths[rest.path]?.[rest.method.toLowerCase()];
    expect(operation?.operationId, name).toBe(name);
    const inPath = operation?.parameters
      .filter((parameter) => parameter.in === "path")
      .map((parameter) => `{${parameter.name}}`);
    expect(inPath, name).toEqual(rest.path.match(/\{\w+\}/g) ?? []);
    expect(operation?.responses["200"], name).toBeDefined();
  }
});

test("the seed's endpoints keep their method and path", () => {
  const built = [
    "GET /balance",
    "GET /plans",
    "GET /packages",
    "GET /rates",
    "GET /subscription",
    "GET /transactions",
    "GET /usage",
    "POST /usage",
    "POST /usage/authorize",
    "POST /grants",
    "POST /businesses",
  ];
  const known = routes.map(({ rest }) => `${rest.method} ${rest.path}`);
  expect(built.filter((route) => !known.includes(route))).toEqual([]);
});

test("no two routes share an address", () => {
  const shapes = routes.map(({ rest }) => `${rest.method} ${rest.path.replaceAll(/\{\w+\}/g, "{}")}`);
  expect(new Set(shapes).size).toBe(shapes.length);
});

test("every reference of the document leads somewhere", () => {
  const text = JSON.stringify(document);
  const known = Object.keys(document.components.schemas).map((name) => `"$ref":"#/components/schemas/${name}"`);
  expect(new Set(text.match(/"\$ref":"[^"]+"/g))).toEqual(new Set(known));
  expect(text).not.toContain("$defs");
});

test("the page names every operation and runs no script", async () => {
  const answer = await fetch(`${product.url}/api/billing/docs`);
  const page = await answer.text();
  expect(answer.headers.get("content-type")).toContain("text/html");
  for (const { rest } of routes) expect(page).toContain(rest.path);
  expect(page).not.toContain("<script");
  expect(page).not.toMatch(/(src|href)="https?:/);
  expect((await fetch(`${product.url}/api/billing/docs.css`)).status).toBe(200);
});
