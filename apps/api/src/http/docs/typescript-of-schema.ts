import type { JsonSchema } from "./json-schema.ts";

/** A JSON Schema as a TypeScript type. What it cannot say more narrowly is `unknown`, never `any`. */
export function typescriptOf(schema: JsonSchema, io: "input" | "output"): string {
  const { const: only, enum: choices, anyOf, oneOf, allOf, type, $ref } = schema;
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(choices)) return choices.map((choice) => JSON.stringify(choice)).join(" | ");
  const alternatives = anyOf ?? oneOf;
  if (Array.isArray(alternatives)) return join(alternatives as JsonSchema[], { by: " | ", io });
  if (Array.isArray(allOf)) return join(allOf as JsonSchema[], { by: " & ", io });
  if (Array.isArray(type)) {
    const each = (type as string[]).map((one) => ({ ...schema, type: one }));
    return join(each, { by: " | ", io });
  }
  // The only schema that refers to itself is JSON.
  if ($ref !== undefined) return "unknown";
  if (type === "string" || type === "boolean" || type === "null") return type;
  if (type === "integer" || type === "number") return "number";
  if (type === "array") return `readonly (${typescriptOf((schema["items"] as JsonSchema | undefined) ?? {}, io)})[]`;
  if (type === "object") return objectOf(schema, io);
  return "unknown";
}

function join(schemas: readonly JsonSchema[], { by, io }: { by: string; io: "input" | "output" }): string {
  const parts = [...new Set(schemas.map((schema) => typescriptOf(schema, io)))];
  if (parts.includes("unknown")) return "unknown";
  return parts.join(by);
}

function objectOf({ properties, required, additionalProperties }: JsonSchema, io: "input" | "output"): string {
  if (properties === undefined) {
    const values =
      typeof additionalProperties === "object" ? typescriptOf(additionalProperties as JsonSchema, io) : "unknown";
    return `{ readonly [name: string]: ${values} }`;
  }
  const needed = new Set(required as readonly string[] | undefined);
  const fields = Object.entries(properties as Record<string, JsonSchema>).map(([name, schema]) => {
    const field = /^[A-Za-z_]\w*$/u.test(name) ? name : JSON.stringify(name);
    const written = `${commentOf(schema)}readonly ${field}`;
    if (needed.has(name)) return `${written}: ${typescriptOf(schema, io)};`;
    // What is not sent may also be given as undefined.
    return `${written}?: ${typescriptOf(schema, io)}${io === "input" ? " | undefined" : ""};`;
  });
  return `{\n${fields.join("\n")}\n}`;
}

function commentOf({ description }: JsonSchema): string {
  return typeof description === "string" ? `/** ${description.replaceAll("*/", "*\\/")} */\n` : "";
}
