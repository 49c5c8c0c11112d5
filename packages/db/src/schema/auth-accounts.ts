import { foreignKey, pgTable, text, unique } from "drizzle-orm/pg-core";
import { instant } from "./column-types.ts";
import { users } from "./users.ts";

/** How a person proves who they are; the password is a hash. */
export const authAccounts = pgTable(
  "auth_accounts",
  {
    id: text().primaryKey(),
    userId: text("user_id").notNull(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: instant("access_token_expires_at"),
    refreshTokenExpiresAt: instant("refresh_token_expires_at"),
    scope: text(),
    password: text(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    foreignKey({
      name: "auth_accounts_user",
      columns: [table.userId],
      foreignColumns: [users.id],
    }).onDelete("cascade"),
    unique("auth_accounts_once").on(table.providerId, table.accountId),
  ],
);
