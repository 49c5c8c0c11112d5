import type { $ZodType, $ZodTypes } from "zod/v4/core";

/** The fields of an input schema, whatever it is wrapped in; empty when it takes none. */
export function fieldsOf(schema: $ZodType | null): Readonly<Record<string, $ZodType>> {
  if (schema === null) return {};
  const inner = unwrap(schema);
  return inner._zod.def.type === "object" ? inner._zod.def.shape : {};
}

/** What a value is before defaults, options and transformations. */
export function kindOf(schema: $ZodType): $ZodTypes["_zod"]["def"]["type"] {
  return unwrap(schema)._zod.def.type;
}

export function isRequired(schema: $ZodType): boolean {
  return schema._zod.optin !== "optional";
}

function unwrap(schema: $ZodType): $ZodTypes {
  const known = schema as $ZodTypes;
  const { def } = known._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
      return unwrap(def.innerType);
    case "pipe":
      return unwrap(def.in);
    default:
      return known;
  }
}
