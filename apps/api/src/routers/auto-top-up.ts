import { fromTokens, type MicroTokens, toTokens, ZERO } from "@farebox/billing-core";
import { z } from "zod";
import { businessIdField } from "../trpc/fields.ts";
import { billingEndProcedure, readProcedure, router } from "../trpc/procedures.ts";
import { type AutoTopUp, getAutoTopUp } from "../use-cases/get-auto-top-up.ts";
import { setAutoTopUp } from "../use-cases/set-auto-top-up.ts";
import { nameOfCaller } from "./caller-names.ts";
import { moneyAnswer } from "./money-schemas.ts";
import { orThrow } from "./or-throw.ts";
import { instantAnswer, tokensAnswer, tokensField } from "./wire-fields.ts";
import { toInstantText, toInstantTextOrNull } from "./wire-instants.ts";

const MOST_MONEY = 100_000_000_000;

const getInput = z.strictObject({ businessId: businessIdField }).optional();

const setInput = z.strictObject({
  businessId: businessIdField,
  enabled: z.boolean(),
  belowTokens: tokensField.describe("Buys when what is available and held, less debt, is below"),
  package: z.string().min(1).max(100),
  monthlyCap: z.int().min(1).max(MOST_MONEY).describe("Most money in a calendar month, in minor units"),
  consent: z.boolean().optional().describe("Turning it on: that cards may be charged while nobody is there"),
  ifBelow: z.enum(["buy_now", "wait"]).optional().describe("Needed when the balance is below already"),
});

const autoTopUpAnswer = z.strictObject({
  enabled: z.boolean(),
  belowTokens: tokensAnswer,
  package: z.string().nullable(),
  monthlyCap: moneyAnswer.nullable(),
  usedThisMonth: moneyAnswer.nullable(),
  consent: z.strictObject({ who: z.string(), when: instantAnswer }).nullable(),
  pausedUntil: instantAnswer.nullable(),
  turnedOffReason: z.string().nullable().describe("Why it went off by itself"),
  waitsForRise: z.boolean().describe("Nothing is bought until the balance has been above"),
  isBelow: z.boolean(),
  lastAttempt: z
    .strictObject({
      purchaseId: z.guid(),
      status: z.enum(["open", "paid", "declined", "canceled"]),
      price: moneyAnswer,
      createdAt: instantAnswer,
    })
    .nullable(),
});

const path = "/auto-top-up";
const tag = "Payment";

export const autoTopUpRouter = router({
  get: readProcedure
    .meta({ rest: { method: "GET", path, tag, summary: "Whether packages are bought by themselves" } })
    .input(getInput)
    .output(autoTopUpAnswer)
    .query(async ({ ctx }) => toAutoTopUpAnswer(orThrow(await getAutoTopUp(ctx.deps, { businessId: ctx.businessId })))),

  // Also while suspended, when it can only be turned off.
  set: billingEndProcedure
    .meta({ rest: { method: "PUT", path, tag, summary: "Buy a package whenever the balance is below an amount" } })
    .input(setInput)
    .output(autoTopUpAnswer)
    .mutation(async ({ ctx, input }) => {
      const set = await setAutoTopUp(ctx.deps, {
        businessId: ctx.businessId,
        enabled: input.enabled,
        below: fromTokens(input.belowTokens) as MicroTokens,
        packageKey: input.package,
        monthlyCap: input.monthlyCap,
        ifBelow: input.ifBelow ?? null,
        hasConsent: input.consent === true,
        isPerson: ctx.caller.kind === "person",
        ...nameOfCaller(ctx.caller),
      });
      return toAutoTopUpAnswer(orThrow(set));
    }),
});

function toAutoTopUpAnswer({ rule, waitsForRise, total, monthlyCap, usedThisMonth, lastAttempt, asOf }: AutoTopUp) {
  const consent = rule?.consent ?? null;
  const pausedUntil = rule?.pausedUntil ?? null;
  return {
    enabled: rule?.enabled ?? false,
    belowTokens: toTokens(rule?.below ?? ZERO),
    package: rule?.packageKey ?? null,
    monthlyCap,
    usedThisMonth,
    consent: consent === null ? null : { who: consent.who, when: toInstantText(consent.when) },
    pausedUntil: toInstantTextOrNull(pausedUntil !== null && pausedUntil > asOf ? pausedUntil : null),
    turnedOffReason: rule?.turnedOffReason ?? null,
    waitsForRise,
    isBelow: rule !== null && total < rule.below,
    lastAttempt:
      lastAttempt === null
        ? null
        : {
            purchaseId: lastAttempt.purchaseId,
            status: lastAttempt.status,
            price: lastAttempt.price,
            createdAt: toInstantText(lastAttempt.createdAt),
          },
  };
}
