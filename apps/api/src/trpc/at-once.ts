import type { z } from "zod";

/**
 * The same schema without its asynchronous parser. tRPC takes that one where there is one, and it walks a value several
 * times slower than the other, whose code is made for the schema; no schema of ours waits for anything.
 */
export function atOnce<Schema extends z.ZodType>(schema: Schema): Schema {
  return Object.create(schema, { parseAsync: { value: undefined } }) as Schema;
}
