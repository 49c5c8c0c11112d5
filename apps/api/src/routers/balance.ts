import { fromTokens, type MicroTokens, toTokens, ZERO } from "@farebox/billing-core";
import { tracked } from "@trpc/server";
import { atOnce } from "../trpc/at-once.ts";
import { readProcedure, router } from "../trpc/procedures.ts";
import { forecastBalance } from "../use-cases/forecast-balance.ts";
import { type BalanceNow, getBalance } from "../use-cases/get-balance.ts";
import { listPastBalances } from "../use-cases/list-past-balances.ts";
import { watchBalance } from "../use-cases/watch-balance.ts";
import { toBalanceAnswer } from "./balance-answers.ts";
import { balanceHistoryAnswer, balanceHistoryInput } from "./balance-history-schemas.ts";
import {
  type BalanceAnswer,
  balanceAnswer,
  fromEventId,
  getBalanceInput,
  watchBalanceInput,
} from "./balance-schemas.ts";
import { toForecastAnswer } from "./forecast-answers.ts";
import { forecastAnswer, forecastInput } from "./forecast-schemas.ts";
import { orThrow } from "./or-throw.ts";
import { toInstantText } from "./wire-instants.ts";

export const balanceRouter = router({
  get: readProcedure
    .meta({
      rest: { method: "GET", path: "/balance", tag: "Balance", summary: "Tokens now, and the grants behind them" },
    })
    .input(atOnce(getBalanceInput))
    .output(atOnce(balanceAnswer))
    .query(async ({ ctx }) => {
      const balance = await getBalance(ctx.deps, { reader: ctx.caller, businessId: ctx.businessId });
      return toBalanceAnswer(orThrow(balance));
    }),

  forecast: readProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/balance/forecast",
        tag: "Balance",
        summary: "When the tokens run out, and what that rests on",
      },
    })
    .input(forecastInput)
    .output(forecastAnswer)
    .query(async ({ ctx, input }) => {
      const bought = input?.adding === undefined ? ZERO : (fromTokens(input.adding) as MicroTokens);
      const told = await forecastBalance(ctx.deps, { reader: ctx.caller, businessId: ctx.businessId, bought });
      return toForecastAnswer(orThrow(told));
    }),

  history: readProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/balance/history",
        tag: "Balance",
        summary: "What there was at the end of each of the last days, and now",
      },
    })
    .input(balanceHistoryInput)
    .output(balanceHistoryAnswer)
    .query(async ({ ctx, input }) => {
      const { businessId, caller } = ctx;
      const past = orThrow(await listPastBalances(ctx.deps, { reader: caller, businessId, days: input.days }));
      return {
        businessId,
        points: past.map(({ at, tokens }) => ({ at: toInstantText(at), tokens: toTokens(tokens) })),
      };
    }),

  watch: readProcedure
    .meta({
      rest: { method: "GET", path: "/balance/stream", tag: "Balance", summary: "The balance, again whenever it moves" },
    })
    .input(watchBalanceInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const balances = watchBalance(ctx.deps, {
        reader: ctx.caller,
        businessId: ctx.businessId,
        afterVersion: fromEventId(input?.lastEventId),
        signal: signal ?? new AbortController().signal,
        // All pages of one person ask the same.
        isStillAllowed: () =>
          ctx.deps.live.together(JSON.stringify(["may watch", ctx.proof(), ctx.namedBusiness, input?.businessId]), () =>
            ctx.authorizeAgain().then(
              () => true,
              () => false,
            ),
          ),
      });
      for await (const balance of balances) {
        const answer = answerOnce(orThrow(balance));
        yield tracked(String(answer.version), answer);
      }
    }),
});

/** What many watch was read once for all of them, and is written once. */
const answers = new WeakMap<BalanceNow, BalanceAnswer>();

function answerOnce(balance: BalanceNow): BalanceAnswer {
  const known = answers.get(balance);
  if (known !== undefined) return known;
  const answer = toBalanceAnswer(balance);
  answers.set(balance, answer);
  return answer;
}
