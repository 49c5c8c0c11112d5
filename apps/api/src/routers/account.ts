import { LANGUAGES } from "@farebox/notices";
import { z } from "zod";
import { ROLES } from "../auth/caller.ts";
import { router, signedInProcedure } from "../trpc/procedures.ts";
import { describeAccount } from "../use-cases/describe-account.ts";
import { setLanguage } from "../use-cases/set-language.ts";

const me = z.strictObject({
  userId: z.guid(),
  email: z.string(),
  isEmailVerified: z.boolean(),
  isOperator: z.boolean(),
  businesses: z.array(
    z.strictObject({
      id: z.guid(),
      name: z.string(),
      role: z.enum(ROLES),
      timeZone: z.string(),
      isSuspended: z.boolean(),
    }),
  ),
  language: z
    .enum(LANGUAGES)
    .nullable()
    .describe("What the person chose for the page and the mails to them; null follows their browser"),
  shownLanguage: z.enum(LANGUAGES).nullable().describe("What the page last showed them"),
  supportEmail: z.string().describe("Where people write who have a question about their bill"),
  installation: z.strictObject({
    /** The payment stand-in is in use, so money time can be moved. */
    isSandbox: z.boolean(),
    /** Runs embedded on this machine: mail goes to `/dev/mail`. */
    isLocal: z.boolean(),
    /** How far the demo's history is filled in; null where there is no demo. */
    demo: z.strictObject({ isFilling: z.boolean(), done: z.int(), total: z.int() }).nullable(),
  }),
});

const languages = z.strictObject({
  language: z
    .enum(LANGUAGES)
    .nullable()
    .describe("Null follows the browser; left out of a change, it stays what it is"),
  shownLanguage: z.enum(LANGUAGES).describe("What the page shows now: without a choice, mails are written in it"),
});

export const accountRouter = router({
  me: signedInProcedure
    .meta({
      rest: { method: "GET", path: "/account", tag: "Account", summary: "Who is signed in, and in which businesses" },
    })
    .input(z.strictObject({}).optional())
    .output(me)
    .query(({ ctx }) => describeAccount(ctx.deps, ctx.person)),

  setLanguage: signedInProcedure
    .meta({
      rest: {
        method: "PUT",
        path: "/account/language",
        tag: "Account",
        summary: "Choose the language of page and mails",
      },
    })
    .input(languages.partial({ language: true }))
    .output(languages)
    .mutation(({ ctx, input }) => setLanguage(ctx.deps, { userId: ctx.person.userId, ...input })),
});
