import type { AnyRouter } from "@trpc/server";
import { ERROR_TABLE } from "../error-table.ts";
import { listRestRoutes, type RestRoute } from "../rest/routes.ts";
import { toJsonSchema } from "./json-schema.ts";
import { typescriptOf } from "./typescript-of-schema.ts";

/** What the SDK knows of the API: every procedure that a key may call, with its types, from the live router. */
export function renderSdkContract(router: AnyRouter): string {
  const routes = listRestRoutes(router).filter(isForKeys);
  return indent(
    [
      "// Written from the procedures of the API by `npm run generate`; do not edit.",
      'import type { RequestOptions } from "./request-options.ts";',
      `/** Codes the API answers with. A newer one may know further codes. */\nexport type ApiErrorCode = ${Object.keys(
        ERROR_TABLE,
      )
        .map((code) => JSON.stringify(code))
        .join(" | ")};`,
      `export type ProcedureName =\n${routes.map(({ name }) => `| ${JSON.stringify(name)}`).join("\n")};`,
      `/** Name, method and path of each. Those that end in \`once\` could have another effect when they are sent again. */\nexport const PROCEDURES = \`\n${routes.map(toRow).join("\n")}\n\`;`,
      `/** What a key may ask. */\nexport interface Procedures ${interfaceOf(treeOf(routes))}`,
      ...shareBodies(routes.flatMap(toTypes)),
      "",
    ].join("\n\n"),
  );
}

/** Two spaces for each brace that is open. */
function indent(source: string): string {
  let depth = 0;
  return source
    .split("\n")
    .map((line) => {
      if (line.startsWith("}")) depth -= 1;
      const written = line === "" ? "" : `${"  ".repeat(depth)}${line}`;
      if (line.endsWith("{")) depth += 1;
      return written;
    })
    .join("\n");
}

/** The operator's console is no part of a product that meters calls, and a stream is no request. */
function isForKeys({ meta, type, name }: RestRoute): boolean {
  return meta.rights?.key != null && type !== "subscription" && !name.startsWith("admin.");
}

/** What has one effect however often it is sent, by its key or by what it says. */
const REPEATABLE = new Set([
  ...["usage.record", "usage.correct", "usage.review.accept", "usage.review.reject", "usage.review.resolve"],
  ...["holds.open", "holds.extend", "holds.capture", "holds.void", "alerts.set", "autoTopUp.set", "caps.set"],
]);

function toRow({ name, type, rest }: RestRoute): string {
  const isRepeatable = type === "query" || REPEATABLE.has(name) || rest.idempotencyField !== undefined;
  return `${name} ${rest.method} ${rest.path}${isRepeatable ? "" : " once"}`;
}

type Tree = { readonly routes: Map<string, RestRoute>; readonly branches: Map<string, Tree> };

function treeOf(routes: readonly RestRoute[]): Tree {
  const root: Tree = { routes: new Map(), branches: new Map() };
  for (const route of routes) {
    const parts = route.name.split(".");
    const verb = parts.pop() ?? route.name;
    let place = root;
    for (const part of parts) {
      const next = place.branches.get(part) ?? { routes: new Map(), branches: new Map() };
      place.branches.set(part, next);
      place = next;
    }
    place.routes.set(verb, route);
  }
  return root;
}

function interfaceOf({ routes, branches }: Tree): string {
  const verbs = [...routes].map(([verb, route]) => `/** ${route.rest.summary} */\n${verb}${signatureOf(route)};`);
  const nouns = [...branches].map(([noun, branch]) => `readonly ${noun}: ${interfaceOf(branch)};`);
  return `{\n${[...verbs, ...nouns].join("\n")}\n}`;
}

function signatureOf(route: RestRoute): string {
  const answer = `Promise<${typeNameOf(route)}Answer>`;
  if (route.input === null) return `(input?: undefined, options?: RequestOptions): ${answer}`;
  const mayBeLeftOut = (inputSchema(route)["required"] as readonly string[] | undefined)?.length === undefined;
  return `(input${mayBeLeftOut ? "?" : ""}: ${typeNameOf(route)}Input, options?: RequestOptions): ${answer}`;
}

function toTypes(route: RestRoute): readonly string[] {
  const answer = route.output === null ? "unknown" : typescriptOf(toJsonSchema(route.output, "output"), "output");
  const types = [`export type ${typeNameOf(route)}Answer = ${answer};`];
  if (route.input !== null)
    types.unshift(`export type ${typeNameOf(route)}Input = ${typescriptOf(inputSchema(route), "input")};`);
  return types;
}

/** Where a type contains another one whole, it names it. */
function shareBodies(types: readonly string[]): readonly string[] {
  const named = types
    .map((type) => /^export type (\w+) = (\{[\s\S]*\});$/u.exec(type))
    .filter((found) => found !== null)
    .map(([, name = "", body = ""]) => ({ name, body }))
    .filter(({ body }) => body.split("\n").length > FEWEST_LINES)
    // The first of equals gives its name.
    .filter(({ body }, index, all) => all.findIndex((one) => one.body === body) === index)
    .sort((one, two) => two.body.length - one.body.length);
  return types.map((type) =>
    named.reduce(
      (text, { name, body }) => (text.startsWith(`export type ${name} =`) ? text : text.replaceAll(body, name)),
      type,
    ),
  );
}

const FEWEST_LINES = 5;

/** `direction` belongs to another door. */
function inputSchema({ input }: RestRoute): Record<string, unknown> {
  if (input === null) return {};
  const schema = toJsonSchema(input, "input");
  const whole = (schema["anyOf"] as (typeof schema)[] | undefined)?.find(({ type }) => type === "object") ?? schema;
  const { direction, ...properties } = (whole["properties"] ?? {}) as Record<string, unknown>;
  return { ...whole, properties };
}

function typeNameOf({ name }: RestRoute): string {
  return name
    .split(".")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}
