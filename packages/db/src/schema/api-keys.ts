import { foreignKey, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { businesses } from "./businesses.ts";
import { bytes, instant } from "./column-types.ts";

/** Credentials of back ends, found by the hash of the secret before a business is known. The secret itself is shown once and not kept. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: uuid().primaryKey(),
    keyHash: bytes("key_hash").notNull(),
    prefix: text().notNull(),
    last4: text().notNull(),
    businessId: uuid("business_id"),
    name: text().notNull(),
    scopes: text().array().notNull(),
    mode: text().notNull(),
    createdBy: text("created_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
    expiresAt: instant("expires_at"),
  },
  (table) => [
    foreignKey({
      name: "api_keys_business",
      columns: [table.businessId],
      foreignColumns: [businesses.id],
    }),
    unique("api_keys_hash_unique").on(table.keyHash),
  ],
);
