import { accountRouter } from "../routers/account.ts";
import { apiKeysRouter } from "../routers/api-keys.ts";
import { membersRouter } from "../routers/members.ts";
import { router } from "./procedures.ts";

/** Every procedure, for every door. */
export const appRouter = router({
  account: accountRouter,
  apiKeys: apiKeysRouter,
  members: membersRouter,
});

export type AppRouter = typeof appRouter;
