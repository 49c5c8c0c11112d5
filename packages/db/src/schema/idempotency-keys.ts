import { pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "./column-types.ts";

/** Every key ever taken, for ever. The text stands on the row it names; here is a digest, so that the index stays small. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    businessId: uuid("business_id").notNull(),
    scope: text().notNull(),
    keyDigest: bytes("key_digest").notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: uuid("subject_id").notNull(),
    recordedAt: instant("recorded_at").notNull(),
  },
  (table) => [primaryKey({ name: "idempotency_keys_pkey", columns: [table.businessId, table.scope, table.keyDigest] })],
);
