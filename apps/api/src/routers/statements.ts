import { getStatement } from "../statements/get-statement.ts";
import { listStatements } from "../statements/list-statements.ts";
import { readProcedure, router } from "../trpc/procedures.ts";
import { orThrow } from "./or-throw.ts";
import { toStatementAnswer, toStatementHeadAnswer } from "./statements-answers.ts";
import { listStatementsAnswer, listStatementsInput, statementAnswer, statementInput } from "./statements-schemas.ts";

export const statementsRouter = router({
  list: readProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/statements",
        tag: "Statements",
        summary: "Months with their balances, newest first",
        description: "Months of the business's zone, from its first entry to the one that goes on.",
      },
    })
    .input(listStatementsInput)
    .output(listStatementsAnswer)
    .query(async ({ ctx, input }) => {
      const page = await listStatements(ctx.deps, {
        reader: ctx.caller,
        businessId: ctx.businessId,
        cursor: input.cursor ?? null,
        limit: input.limit,
      });
      const { timeZone, items, nextCursor } = orThrow(page);
      return { timeZone, items: items.map(toStatementHeadAnswer), nextCursor };
    }),

  get: readProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/statements/{month}",
        tag: "Statements",
        summary: "The statement of a month",
        description: "Opening balance, movements by kind, usage by service, payments, closing balance.",
      },
    })
    .input(statementInput)
    .output(statementAnswer)
    .query(async ({ ctx, input }) => {
      const answered = await getStatement(ctx.deps, {
        reader: ctx.caller,
        businessId: ctx.businessId,
        month: input.month,
      });
      return toStatementAnswer(orThrow(answered).statement);
    }),
});
