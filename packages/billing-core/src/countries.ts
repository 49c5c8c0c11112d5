/** Whether two capital letters are a country's code today (ISO 3166-1), as this runtime names countries. */
export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || NO_COUNTRIES.has(code)) return false;
  names ??= new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  // A code that has been given up is another one by now: DD is DE.
  return names.of(code) !== undefined && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
}

let names: Intl.DisplayNames | undefined;

/** Unions, the whole world, and places that only exist in tests have names, too. */
const NO_COUNTRIES: ReadonlySet<string> = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);
