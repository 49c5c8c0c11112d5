import { bigint, customType, timestamp } from "drizzle-orm/pg-core";

/** Exact to the millisecond, because that is how JavaScript compares instants. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** An amount in micro-tokens; the column's name ends in `_micro`. */
export const micro = (name: string) => bigint(name, { mode: "bigint" });

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });
