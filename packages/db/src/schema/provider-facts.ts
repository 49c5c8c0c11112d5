import { foreignKey, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";
import { tokenGrants } from "./token-grants.ts";

/** What the payment provider said happened, each once across all businesses; written by the statement that grants. Keyed by the fact, because it is asked before a business is known. */
export const providerFacts = pgTable(
  "provider_facts",
  {
    fact: text().primaryKey(),
    businessId: uuid("business_id").notNull(),
    grantId: uuid("grant_id").notNull(),
    recordedAt: instant("recorded_at").notNull(),
  },
  (table) => [
    foreignKey({
      name: "provider_facts_grant",
      columns: [table.businessId, table.grantId],
      foreignColumns: [tokenGrants.businessId, tokenGrants.id],
    }),
  ],
);
