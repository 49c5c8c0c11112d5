import type { HttpBindings } from "@hono/node-server";
import type { Visit } from "./admission.ts";

/** What travels with a request through the HTTP parts. */
export type AppBindings = {
  /** Node's own request; absent where a test calls the app without a server. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    /** Whom limits are counted for. */
    clientAddress: string;
    /** What was called, for logs and metrics: never the address itself, which may carry secrets. */
    route: string;
    /** Its share of what this process takes on. */
    visit: Visit;
    /** Who called, for logs: an id, never a name. */
    callerId: string | null;
  };
};
