import type { Farebox } from "@farebox/sdk";
import type { FoundFarebox } from "./find-farebox.ts";

const FIRST_LOOK = { timeoutMs: 3_000 };

/**
 * The business that the example charges. The operator's key of a local start may act for any, so it makes a new one, which
 * begins with 100 trial tokens. A key of your own says whose it is, or `FAREBOX_BUSINESS` does; then the answer may be none.
 */
export async function businessToCharge(
  farebox: Farebox,
  { businessId, isOwnStart }: FoundFarebox,
  name: string,
): Promise<string | undefined> {
  // Something cheap is asked first, so that whoever forgot to start Farebox hears of it at once.
  await farebox.packages.list({}, FIRST_LOOK);
  if (businessId !== undefined || !isOwnStart) return businessId;
  return (await farebox.businesses.create({ name })).id;
}
