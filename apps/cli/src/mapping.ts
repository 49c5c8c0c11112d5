import { readFile } from "node:fs/promises";
import { isTimeZone } from "@farebox/billing-core";
import { z } from "zod";
import { Mistake } from "./exit-code.ts";

/** What the columns of a carrier's file mean. Throws a `Mistake` that names every field that is wrong. */
export async function readMapping(path: string | null): Promise<Mapping> {
  if (path === null) return mappingSchema.parse({});
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new Mistake(`the mapping ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseMapping(text, path);
}

export function parseMapping(text: string, name: string): Mapping {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Mistake(`the mapping ${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = mappingSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join(".") || "it"}: ${message}`);
  throw new Mistake(`the mapping ${name} is wrong:\n${lines.join("\n")}`);
}

/** A column by its name in the header, or by its number from 1. */
const column = z.union([z.string().min(1), z.int().min(1)]);

const plainOr = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess(
    (value) => (typeof value === "string" || typeof value === "number" ? { column: value } : value),
    z.strictObject(shape),
  );

const START_FORMAT = /^(iso|unix|unix_ms|(?=.*YYYY)(?=.*MM)(?=.*DD)(?=.*(HH|hh)).+)$/;

const start = plainOr({
  column,
  format: z
    .string()
    .regex(START_FORMAT, "must be iso, unix, unix_ms, or a pattern such as DD/MM/YYYY HH:mm:ss")
    .default("iso"),
});

const duration = plainOr({
  column,
  format: z.enum(["seconds", "minutes", "milliseconds", "hh:mm:ss", "mm:ss", "count"]).default("seconds"),
  decimal: z.enum([".", ","]).default("."),
  round: z.enum(["up", "nearest", "down"]).default("up"),
});

const service = z.union([
  z.strictObject({ always: z.string().min(1) }),
  plainOr({ column, values: z.record(z.string(), z.string().min(1)).optional() }),
]);

const mappingSchema = z.strictObject({
  encoding: z.enum(["auto", "utf-8", "utf-16le", "utf-16be", "latin1"]).default("auto"),
  delimiter: z.enum(["auto", ",", ";", "\t", "|"]).default("auto"),
  header: z.boolean().default(true).describe("Without one, columns are named by their numbers"),
  skipLines: z.int().min(0).max(100).default(0).describe("Before the header"),
  timeZone: z
    .string()
    .refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin")
    .default("UTC")
    .describe("Of times that name none"),
  columns: z
    .strictObject({
      ref: column.default("ref"),
      start: start.prefault("start"),
      duration: duration.prefault("duration"),
      service: service.prefault("service"),
      agent: column.nullable().default(null),
    })
    .prefault({}),
  only: z
    .strictObject({ column, values: z.array(z.string()).min(1) })
    .nullable()
    .default(null)
    .describe("Other rows, such as calls that failed, are left out"),
  toleranceSeconds: z.int().min(0).max(86_400).default(0),
  carrierRounding: z
    .strictObject({ initial: z.int().min(1).max(3_600), next: z.int().min(1).max(3_600) })
    .nullable()
    .default(null)
    .describe("How the carrier rounds durations up before it writes them"),
});

export type Mapping = z.output<typeof mappingSchema>;
