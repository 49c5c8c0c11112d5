import { z } from "zod";
import { ROLES } from "../auth/caller.ts";
import { router, signedInProcedure } from "../trpc/procedures.ts";
import { describeAccount } from "../use-cases/describe-account.ts";

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

export const accountRouter = router({
  me: signedInProcedure
    .meta({
      rest: { method: "GET", path: "/account", tag: "Account", summary: "Who is signed in, and in which businesses" },
    })
    .input(z.strictObject({}).optional())
    .output(me)
    .query(({ ctx }) => describeAccount(ctx.deps, ctx.person)),
});
