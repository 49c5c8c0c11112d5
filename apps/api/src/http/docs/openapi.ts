import type { AnyRouter } from "@trpc/server";
import type { $ZodType } from "zod/v4/core";
import { FIELD_CODES } from "../../field-codes.ts";
import { ERROR_TABLE, type ErrorCode } from "../error-table.ts";
import { fieldsOf, isRequired } from "../rest/object-fields.ts";
import { listRestRoutes, type RestRoute } from "../rest/routes.ts";
import { type JsonSchema, shareDefinitions, toJsonSchema } from "./json-schema.ts";

/** The OpenAPI 3.1 document of the REST door, from the same procedures and schemas that answer. */
export function describeApi(
  routers: readonly AnyRouter[],
  address: { readonly publicUrl: string; readonly isSandbox: boolean },
): OpenApiDocument {
  const routes = routers.flatMap(listRestRoutes).filter((route) => address.isSandbox || !route.rest.isSandboxOnly);
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const route of routes) {
    const path = paths[route.rest.path] ?? {};
    path[route.rest.method.toLowerCase()] = toOperation(route);
    paths[route.rest.path] = path;
  }
  return shareDefinitions({
    openapi: "3.1.0",
    info: {
      title: "Farebox",
      version: "1",
      description:
        "Prepaid token billing. Tokens are JSON numbers with at most six decimals, times are RFC 3339, money is in minor units.",
    },
    servers: [{ url: `${address.publicUrl}/api/billing` }],
    security: [{ key: [] }, { session: [] }],
    tags: [...new Set(routes.map((route) => route.rest.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "An API key (`fb_live_…`, `fb_test_…`) or a token of the configured issuer.",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "farebox.session_token",
          description: "A person signed in with the browser.",
        },
      },
      schemas: { Error: ERROR_SCHEMA },
    },
  });
}

export type OpenApiDocument = {
  readonly openapi: "3.1.0";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly securitySchemes: object; readonly schemas: Readonly<Record<string, JsonSchema>> };
};

export type OpenApiOperation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly parameters: readonly OpenApiParameter[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: { readonly "application/json": { readonly schema: JsonSchema } };
  };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>;
};

export type OpenApiParameter = {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly description?: string;
};

function toOperation(route: RestRoute): OpenApiOperation {
  const { rest, meta } = route;
  const hasBody = ["POST", "PUT", "PATCH"].includes(rest.method);
  const fields = Object.entries(fieldsOf(route.input));
  const inPath = fields.filter(([name]) => rest.path.includes(`{${name}}`));
  const others = fields.filter(([name]) => !rest.path.includes(`{${name}}`));
  const bodyFields = hasBody ? others : [];
  return {
    operationId: route.name,
    summary: rest.summary,
    ...(rest.description !== undefined && { description: rest.description }),
    tags: [rest.tag],
    parameters: [
      ...inPath.map(([name, schema]) => toParameter(name, schema, "path")),
      ...(hasBody ? [] : others.map(([name, schema]) => toParameter(name, schema, "query"))),
      ...(meta.rights?.business === "none" ? [] : [BUSINESS_HEADER]),
      ...(rest.idempotencyField === undefined ? [] : [IDEMPOTENCY_HEADER]),
    ],
    ...(bodyFields.length > 0 && {
      requestBody: {
        required: bodyFields.some(([name, schema]) => isRequired(schema) && name !== rest.idempotencyField),
        content: { "application/json": { schema: toBodySchema(bodyFields, rest.idempotencyField) } },
      },
    }),
    responses: { "200": toSuccess(route), ...errorResponses() },
  };
}

function toParameter(name: string, schema: $ZodType, place: "path" | "query"): OpenApiParameter {
  const { description, ...rest } = toJsonSchema(schema, "input");
  return {
    name,
    in: place,
    required: place === "path" || isRequired(schema),
    schema: rest,
    ...(typeof description === "string" && { description }),
  };
}

function toBodySchema(
  fields: readonly (readonly [string, $ZodType])[],
  idempotencyField: string | undefined,
): JsonSchema {
  return {
    type: "object",
    properties: Object.fromEntries(fields.map(([name, schema]) => [name, toJsonSchema(schema, "input")])),
    required: fields.filter(([name, schema]) => isRequired(schema) && name !== idempotencyField).map(([name]) => name),
    additionalProperties: false,
  };
}

function toSuccess(route: RestRoute) {
  const { fileType } = route.rest;
  if (fileType !== undefined) return { description: "A file.", content: { [fileType]: {} } };
  if (route.type === "subscription")
    return { description: "An event stream; each event's data is JSON.", content: { "text/event-stream": {} } };
  const schema = route.output === null ? {} : toJsonSchema(route.output, "output");
  return { description: "Done.", content: { "application/json": { schema } } };
}

const BUSINESS_HEADER: OpenApiParameter = {
  name: "Farebox-Business",
  in: "header",
  required: false,
  schema: { type: "string", format: "uuid" },
  description: "The business, for installation keys and for people in several businesses.",
};

const IDEMPOTENCY_HEADER: OpenApiParameter = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  schema: { type: "string", minLength: 1, maxLength: 255 },
  description: "The same as `key` in the body. Sent again with the same content, the answer is the first one's.",
};

const ERROR_SCHEMA: JsonSchema = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message", "retryable", "requestId"],
      properties: {
        code: { type: "string", enum: Object.keys(ERROR_TABLE) },
        message: { type: "string" },
        fields: {
          type: "array",
          items: {
            type: "object",
            required: ["path", "code", "message"],
            properties: {
              path: { type: "string" },
              code: { type: "string", enum: Object.keys(FIELD_CODES) },
              message: { type: "string" },
              params: { type: "object" },
            },
          },
        },
        retryable: { type: "boolean" },
        requestId: { type: "string" },
        details: { type: "object" },
      },
    },
  },
};

/** One entry a status, naming the codes it may carry. */
function errorResponses(): Record<string, { description: string; content: object }> {
  const byStatus = Object.groupBy(Object.keys(ERROR_TABLE) as ErrorCode[], (code) => ERROR_TABLE[code].status);
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Error" } } };
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes]) => [
      status,
      { description: (codes ?? []).map((code) => `\`${code}\``).join(", "), content },
    ]),
  );
}
