import { isTimeZone } from "@farebox/billing-core";

/** Browsers still list some zones by names that their countries gave up; the others know both. */
const NEW_NAMES: Readonly<Record<string, string>> = {
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Louisville": "America/Kentucky/Louisville",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

/** The zone of the reader's device. */
export const deviceTimeZone: string = renameTimeZone(new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");

/** Every zone this browser knows, UTC first: browsers leave it out of their own list. */
export function listTimeZones(): readonly string[] {
  // To ask of each whether it is one would read the rules of all of them, which takes longer than drawing the page.
  const places = Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"));
  const zones = new Set(places.map(renameTimeZone));
  zones.delete("UTC");
  return ["UTC", ...[...zones].sort()];
}

export function renameTimeZone(zone: string): string {
  const renamed = NEW_NAMES[zone];
  return renamed !== undefined && isTimeZone(renamed) ? renamed : zone;
}
