import { COLLECTION_KINDS, type Records } from "../store/collections.ts";
import { noSuch } from "../wire/errors.ts";
import { type Door, door } from "./door.ts";

/** The state as a whole, and the requests that made it. */
export const stateDoors: Door[] = [
  door({
    method: "POST",
    path: "/_sandbox/reset",
    parameters: {},
    handle: ({ world }) =>
      world.transaction(null, () => {
        for (const name of Object.keys(COLLECTION_KINDS) as (keyof Records)[]) {
          if (name === "sandbox_state" || name === "webhook_endpoints" || name === "endpoint_secrets") continue;
          for (const row of world[name].all()) world[name].delete(row.id);
        }
        return { reset: true };
      }),
  }),
  door({
    method: "GET",
    path: "/_sandbox/requests",
    parameters: {},
    handle: ({ requestLog }) => ({ data: requestLog.all().map(({ answer: _answer, ...request }) => request) }),
  }),
  door({
    method: "GET",
    path: "/_sandbox/requests/:request",
    parameters: {},
    handle: ({ requestLog, path }) => {
      const found = requestLog.get(path["request"] ?? "");
      if (found === undefined) throw noSuch("request", path["request"] ?? "");
      return found;
    },
  }),
];
