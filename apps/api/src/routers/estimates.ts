import { toTokens } from "@farebox/billing-core";
import { catalogueProcedure, readProcedure, router } from "../trpc/procedures.ts";
import { estimateMonth, hintForMonth, type MonthEstimate } from "../use-cases/estimate-month.ts";
import { estimateAnswer, estimateInput, hintAnswer, hintInput } from "./estimates-schemas.ts";
import { orThrow } from "./or-throw.ts";

export const estimatesRouter = router({
  calculate: catalogueProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/estimate",
        tag: "Catalogue",
        summary: "What a month of such days costs, and the cheapest way to buy it",
      },
    })
    .input(estimateInput)
    .output(estimateAnswer)
    .query(async ({ ctx, input }) => {
      const { businessId: _, transcription: isTranscribed, ...work } = input;
      const month = await estimateMonth(ctx.deps, {
        businessId: ctx.businessId,
        work: { ...work, isTranscribed },
      });
      return {
        ...toWaysAnswer(month),
        lines: month.lines.map((line) => ({ ...line, tokens: toTokens(line.tokens) })),
        unpriced: [...month.unpriced],
      };
    }),

  hint: readProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/estimate/hint",
        tag: "Catalogue",
        summary: "What a month like the last 30 days costs on each plan and in each package",
      },
    })
    .input(hintInput)
    .output(hintAnswer)
    .query(async ({ ctx }) => {
      const month = orThrow(await hintForMonth(ctx.deps, { reader: ctx.caller, businessId: ctx.businessId }));
      return { ...toWaysAnswer(month), equivalents: month.equivalents.map((one) => ({ ...one })) };
    }),
});

function toWaysAnswer({
  perMonth,
  mix,
  hint,
  currency,
}: Pick<MonthEstimate, "perMonth" | "mix" | "hint" | "currency">) {
  const money = (amount: number) => ({ amount, currency });
  return {
    perMonth: toTokens(perMonth),
    mix: mix && {
      plan: mix.plan,
      packages: mix.packages.map((one) => ({ ...one })),
      price: money(mix.price),
      tokens: toTokens(mix.tokens),
    },
    plans: hint.plans.map(({ key, price, isEnough, breakEvens }) => ({
      key,
      price: money(price),
      isEnough,
      breakEvens: breakEvens.map((one) => ({ package: one.package, above: toTokens(one.above) })),
    })),
    packages: hint.packages.map(({ key, average, upFront, lastsMonths }) => ({
      key,
      average: money(average),
      upFront: money(upFront),
      lastsMonths: lastsMonths === null ? null : Math.round(lastsMonths * 100) / 100,
    })),
    ways: hint.ways.map((way) => ({ ...way, average: money(way.average) })),
    best: hint.best && { ...hint.best, price: money(hint.best.price) },
  };
}
