import type { Problem } from "./trace-event.ts";

const REQUIRED_COLUMNS = ["key", "occurred_at", "business", "service", "quantity", "unit"] as const;
const OPTIONAL_COLUMNS = ["agent_id", "ref"] as const;

export type Column = (typeof REQUIRED_COLUMNS)[number] | (typeof OPTIONAL_COLUMNS)[number];

/** The columns in the order of the header. Any order, none twice, none missing, none we would silently drop. */
export function parseHeader(
  fields: readonly string[],
): { readonly columns: readonly Column[] } | { readonly problems: readonly Problem[] } {
  const known = new Set<string>([...REQUIRED_COLUMNS, ...OPTIONAL_COLUMNS]);
  const reasons = [
    ...REQUIRED_COLUMNS.filter((name) => !fields.includes(name)).map((name) => `the header lacks the column ${name}`),
    ...fields
      .filter((name) => !known.has(name))
      .map((name) => `the header has an unknown column ${JSON.stringify(name)}`),
    ...fields
      .filter((name, index) => known.has(name) && fields.indexOf(name) !== index)
      .map((name) => `the header names ${name} twice`),
  ];
  if (reasons.length > 0) return { problems: reasons.map((reason) => ({ line: 1, reason })) };
  return { columns: fields as readonly Column[] };
}
