import type { DueWorkHandlers } from "../clock/due-work.ts";
import type { Expandable } from "../wire/expand.ts";
import type { Route } from "../wire/route.ts";

/** What a resource file brings to the server. */
export interface Resource {
  readonly routes: readonly Route[];
  readonly expandable?: Expandable;
  readonly dueWork?: DueWorkHandlers;
}
