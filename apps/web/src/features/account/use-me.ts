import { type Outputs, trpc } from "../../lib/trpc.ts";

export type Me = Outputs["account"]["me"];

/** Who is signed in, and in which businesses. Used above any business: it belongs to the person. */
export function useMe() {
  return trpc.account.me.useQuery(undefined, { trpc: { context: { alone: true } } });
}

/** Asks again who is signed in: after a sign-in, and when a business was joined or made. */
export function useRefreshMe(): () => Promise<void> {
  const utils = trpc.useUtils();
  return async () => {
    await utils.account.me.reset();
    await utils.account.me.fetch(undefined, { trpc: { context: { alone: true } } }).catch(() => undefined);
  };
}
