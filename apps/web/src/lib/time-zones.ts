import { isTimeZone } from "@farebox/billing-core";

/** Every zone this browser knows, UTC first: browsers leave it out of their own list. */
export function listTimeZones(): readonly string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC" && isTimeZone(zone))];
}
