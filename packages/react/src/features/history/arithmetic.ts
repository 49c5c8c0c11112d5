import { formatCount, formatTokens } from "../../lib/format-number.ts";
import { formatQuantity } from "../../lib/format-quantity.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { strings } from "../../lib/strings.ts";
import type { Receipt } from "./use-receipt.ts";

type Calculation = NonNullable<Receipt["calculation"]>;
export type ArithmeticLine = { readonly name: string; readonly value: string };

const words = pageStrings.history;

/** The steps from what happened to what was charged, one a line; steps that change nothing are left out. */
export function explainCharge(calculation: Calculation, serviceName: string): readonly ArithmeticLine[] {
  const { quantity, unit, billed, freeUnits, rate, connectFee, minimum, isMinimumApplied } = calculation;
  const isTime = unit === "second";
  const bySecond = calculation.initialIncrement === 1 && calculation.nextIncrement === 1;
  const lines: ArithmeticLine[] = [
    { name: isTime ? words.duration : words.amount, value: formatQuantity(quantity, unit) },
  ];
  if (isTime)
    lines.push({ name: bySecond ? words.billed.second : words.billed.step, value: `${formatCount(billed)} s` });
  else if (billed !== quantity) lines.push({ name: words.billed.unit, value: formatQuantity(billed, unit) });
  if (freeUnits > 0) lines.push({ name: words.free, value: `−${formatQuantity(Math.min(freeUnits, billed), unit)}` });
  lines.push({ name: words.rate(serviceName), value: words.ratePer(exact(rate.tokens), perUnit(rate.per, unit)) });
  if (connectFee > 0) lines.push({ name: words.connectFee, value: exact(connectFee) });
  if (isMinimumApplied) lines.push({ name: words.minimum, value: exact(minimum) });
  return lines;
}

/** The charge as one calculation: "192 ÷ 60 × 2.0". */
export function writeFormula({ paidUnits, rate, connectFee, minimum, isMinimumApplied }: Calculation): string {
  if (isMinimumApplied) return exact(minimum);
  const units = rate.per === 1 ? formatCount(paidUnits) : `${formatCount(paidUnits)} ÷ ${formatCount(rate.per)}`;
  const product = `${units} × ${exact(rate.tokens)}`;
  return connectFee > 0 ? `${product} + ${exact(connectFee)}` : product;
}

function perUnit(per: number, unit: string): string {
  if (unit === "second") return per === 60 ? words.minute : `${formatCount(per)} s`;
  const name = strings.measures.units[unit];
  return per === 1 ? (name?.one ?? unit) : `${formatCount(per)} ${name?.other ?? unit}`;
}

function exact(tokens: number): string {
  return formatTokens(tokens, { digits: 6, atLeast: 1 });
}
