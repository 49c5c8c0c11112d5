import { sellingStrings } from "./selling-strings.ts";

const words = sellingStrings.payment;

/** "Visa ••4242" */
export function nameCard({ brand, last4 }: { brand: string; last4: string }): string {
  return words.card(words.brands[brand] ?? words.otherBrand, last4);
}

/** Month and year as they stand on the card: "07", "27". */
export function cardExpiry({
  expMonth,
  expYear,
}: {
  expMonth: number;
  expYear: number;
}): [month: string, year: string] {
  return [String(expMonth).padStart(2, "0"), String(expYear % 100).padStart(2, "0")];
}
