/** The embedded database cannot run here; the message is written for the person who typed the command. */
export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";

  constructor(what: string, detail?: string) {
    const advice = "Set DATABASE_URL to use a PostgreSQL server (15 or newer) of your own instead.";
    super([what, detail?.trim(), advice].filter(Boolean).join("\n"));
  }
}
