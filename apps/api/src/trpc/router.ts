import { accountRouter } from "../routers/account.ts";
import { router } from "./procedures.ts";

/** Every procedure, for every door. */
export const appRouter = router({
  account: accountRouter,
});

export type AppRouter = typeof appRouter;
