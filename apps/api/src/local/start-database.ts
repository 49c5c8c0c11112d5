import { MigrationChanged, migrate } from "@farebox/db";
import { keepEmbeddedPostgres } from "@farebox/db/embedded";
import type { LocalSettings } from "./settings.ts";
import { StartRefused } from "./start-refused.ts";
import type { StopStack } from "./stop-stack.ts";
import type { Terminal } from "./terminal.ts";

type DatabaseStart = {
  readonly settings: LocalSettings;
  readonly givenUrl: string;
  readonly terminal: Terminal;
  readonly stops: StopStack;
};

/** Our own PostgreSQL in the home, or the one of `DATABASE_URL`; migrated. Answers the address that logs in as its owner. */
export async function startDatabase({ settings, givenUrl, terminal, stops }: DatabaseStart): Promise<string> {
  if (!settings.isEmbedded) {
    terminal.step("Using the database of DATABASE_URL.");
    await migrateTo(givenUrl, terminal).catch((error: unknown) => {
      throw isUnreachable(error)
        ? new StartRefused(`The database of DATABASE_URL cannot be used: ${messageOf(error)}`)
        : error;
    });
    return givenUrl;
  }
  terminal.step("Starting PostgreSQL …");
  const embedded = await keepEmbeddedPostgres({ home: settings.home, log: terminal.step });
  stops.push(() => embedded.stop());
  await migrateTo(embedded.ownerUrl, terminal);
  return embedded.ownerUrl;
}

async function migrateTo(ownerUrl: string, terminal: Terminal): Promise<void> {
  const { applied } = await migrate({ ownerUrl }).catch((error: unknown) => {
    throw error instanceof MigrationChanged
      ? new StartRefused(`The database was made by another version of Farebox: ${error.message}.`)
      : error;
  });
  if (applied.length > 0) terminal.step(`Database brought up to date: ${applied.length} migrations.`);
}

/** Wrong address, wrong password, no such database: things the person who set the variable can put right. */
function isUnreachable(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|28|3D|08|57P03|42501)/.test(code);
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join("; ");
  return error instanceof Error ? error.message || ("code" in error ? String(error.code) : "") : String(error);
}
