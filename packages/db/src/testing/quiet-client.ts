import pg from "pg";

/** A client whose connection may be cut under it: tests drop databases by force and kill servers on purpose. */
export function quietClient(connectionString: string): pg.Client {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  return client;
}
