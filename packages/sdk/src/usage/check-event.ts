import { invalidArgument } from "../errors.ts";
import { isRecord } from "../is-record.ts";
import type { UsageEvent } from "./usage-types.ts";

/** What could never be sent is said at once. Everything else is the API's to judge: a newer one may know more. */
export function checkEvent(event: UsageEvent): void {
  const { key, service, quantity } = isRecord(event) ? event : ({} as Partial<UsageEvent>);
  if (typeof key !== "string" || key === "")
    throw invalidArgument("`key` must name the event: a string that is never used for another.");
  if (typeof service !== "string" || service === "") throw invalidArgument("`service` must name what is paid for.");
  if (!Number.isSafeInteger(quantity)) throw invalidArgument("`quantity` must be a whole number.");
}
