import type { Timekeeper } from "../clock/timekeeper.ts";
import type { Parsed, Shape } from "../parameters/structures.ts";
import { parseShape } from "../parameters/structures.ts";
import type { World } from "../store/world.ts";
import type { RawHash } from "../wire/raw-parameters.ts";
import type { RequestLog } from "./request-log.ts";

/** A door of the sandbox itself, under `/_sandbox`; it takes forms and JSON and needs no key. */
export interface Door {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly open: (raw: RawHash) => (visit: DoorVisit) => object | Promise<object>;
}

export interface DoorVisit {
  readonly world: World;
  readonly timekeeper: Timekeeper;
  readonly requestLog: RequestLog;
  readonly path: { readonly [name: string]: string };
}

export function door<S extends Shape>(declared: {
  method: Door["method"];
  path: `/_sandbox${string}`;
  parameters: S;
  handle: (visit: DoorVisit & { readonly parameters: Parsed<S> }) => object | Promise<object>;
}): Door {
  return {
    method: declared.method,
    path: declared.path,
    open(raw) {
      const parameters = parseShape(declared.parameters, raw, "");
      return (visit) => declared.handle({ ...visit, parameters });
    },
  };
}
