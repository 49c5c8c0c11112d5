import { z } from "zod";
import type { $ZodType } from "zod/v4/core";
import type { OpenApiDocument } from "./openapi.ts";

/** One of our schemas as JSON Schema, which is what OpenAPI 3.1 speaks. */
export function toJsonSchema(schema: $ZodType, io: "input" | "output"): JsonSchema {
  const whole = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Record<string, unknown>;
  const { $schema, "~standard": standard, ...rest } = whole;
  return rest;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * A schema that contains itself carries its definition along and refers to it from its own root. In a document the root is
 * the document's, so those definitions move to its components, equal ones under one name.
 */
export function shareDefinitions(document: OpenApiDocument): OpenApiDocument {
  const names = new Map<string, string>();
  const shared: Record<string, JsonSchema> = {};
  const paths = move(document.paths, {}) as OpenApiDocument["paths"];
  return {
    ...document,
    paths,
    components: { ...document.components, schemas: { ...document.components.schemas, ...shared } },
  };

  function move(value: unknown, renamed: Readonly<Record<string, string>>): unknown {
    if (Array.isArray(value)) return value.map((item) => move(item, renamed));
    if (typeof value !== "object" || value === null) return value;
    const { $defs = {}, ...rest } = value as { $defs?: Record<string, JsonSchema> };
    const known = {
      ...renamed,
      ...Object.fromEntries(Object.entries($defs).map(([name, schema]) => [`#/$defs/${name}`, nameOf(schema)])),
    };
    for (const schema of Object.values($defs)) shared[nameOf(schema)] = move(schema, known) as JsonSchema;
    return Object.fromEntries(
      Object.entries(rest).map(([name, item]) => [
        name,
        name === "$ref" ? refer(String(item), known) : move(item, known),
      ]),
    );
  }

  function nameOf(schema: JsonSchema): string {
    const text = JSON.stringify(schema);
    const name = names.get(text) ?? `Shared${names.size + 1}`;
    names.set(text, name);
    return name;
  }
}

function refer(reference: string, renamed: Readonly<Record<string, string>>): string {
  const name = renamed[reference];
  return name === undefined ? reference : `#/components/schemas/${name}`;
}
