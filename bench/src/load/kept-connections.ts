import { type HttpConnection, openConnection } from "./http-connection.ts";

/** Connections stay open from one turn to the next, as those of a customer's product do. */
export class KeptConnections {
  readonly #idle = new Map<string, IdleConnection[]>();

  async take(url: string): Promise<HttpConnection> {
    const newest = this.#idle.get(url)?.pop();
    if (newest === undefined) return openConnection(url);
    if (newest.connection.isOpen() && performance.now() - newest.since < MOST_IDLE_MS) return newest.connection;
    newest.connection.close();
    return this.take(url);
  }

  giveBack(url: string, connection: HttpConnection): void {
    const idle = this.#idle.get(url) ?? [];
    this.#idle.set(url, idle);
    idle.push({ connection, since: performance.now() });
  }
}

type IdleConnection = { readonly connection: HttpConnection; readonly since: number };

/** Well before the server would close it: node:http does after five seconds, unless it is told otherwise. */
const MOST_IDLE_MS = 2_500;
