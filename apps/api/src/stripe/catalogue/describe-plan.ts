import { type MicroTokens, toMajorText, toTokens } from "@farebox/billing-core";
import type { CataloguePlan, CatalogueStep } from "./sync-catalogue.ts";
import type { WantedPrice } from "./wanted-price.ts";

/** The plan in lines for a terminal: what would be made, what would be changed, and what a person must look at. */
export function describePlan({ steps, problems, inversions }: CataloguePlan): readonly string[] {
  return [
    ...(steps.length === 0 ? ["Everything is as it should be."] : steps.map((step) => `  ${describeStep(step)}`)),
    ...problems.map((problem) => `  ! ${problem}`),
    ...inversions.map(
      ({ packageKey, planKey }) =>
        `  ! ${packageKey} sells tokens for less than the plan ${planKey}: nobody would keep the plan (--acknowledge-inversions says that it is meant)`,
    ),
  ];
}

export function describeStep(step: CatalogueStep): string {
  switch (step.do) {
    case "create_product":
      return `+ product ${step.product.id} "${step.product.name}"`;
    case "name_product":
      return `~ product ${step.product.id} "${step.before}" becomes "${step.product.name}", for sale`;
    case "create_price":
      return `+ price   ${describePrice(step.price)}${step.replaces === null ? "" : `, instead of ${step.replaces}, which stays for whoever has it`}`;
    case "file_price":
      return `= price   ${describePrice(step.price)} is ${step.priceId} already; it is written down here`;
    case "retire_price":
      return `- price   ${step.lookupKey} is not sold any more; ${step.priceId} stays for whoever has it`;
    case "create_portal":
      return "+ portal  cards, addresses, invoices and the end of a subscription; no change of plan";
    case "correct_portal":
      return `~ portal  ${step.configurationId} allows something else than it should`;
    case "create_webhook":
      return `+ webhook ${step.url}`;
    case "correct_webhook":
      return `~ webhook ${step.url}${listed(" +", step.missing)}${listed(" -", step.surplus)}${step.isDisabled ? " is disabled" : ""}`;
  }
}

function describePrice({ lookupKey, amount, currency, interval, sells }: WantedPrice): string {
  const money = `${toMajorText({ amount, currency })} ${currency.toUpperCase()}`;
  const tokens =
    sells.kind === "plan"
      ? `${count(sells.tokensMonthly)} tokens a month`
      : `${count(sells.tokens)} tokens${sells.bonus === 0n ? "" : ` and ${count(sells.bonus)} on top`}`;
  return `${lookupKey}: ${money}${interval === null ? "" : ` a ${interval}`} for ${tokens}`;
}

function count(tokens: MicroTokens): string {
  return toTokens(tokens).toLocaleString("en");
}

function listed(sign: string, types: readonly string[]): string {
  return types.map((type) => `${sign}${type}`).join("");
}
