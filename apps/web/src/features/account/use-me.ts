import { isSignedOut } from "@farebox/react/lib/problem.ts";
import { type Outputs, trpc } from "@farebox/react/lib/trpc.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { hasSession } from "../../lib/has-session.ts";

export type Me = Outputs["account"]["me"];

const SESSION = { queryKey: ["session"], queryFn: hasSession };

/**
 * Who is signed in, and in which businesses. Used above any business: it belongs to the person.
 * Nobody being signed in is an answer, so it is asked for first, where it is not an error.
 */
export function useMe() {
  const session = useQuery(SESSION);
  const me = trpc.account.me.useQuery(undefined, {
    enabled: session.data === true,
    trpc: { context: { alone: true } },
  });
  return {
    data: me.data,
    isSignedOut: session.data === false || isSignedOut(me.error),
    hasFailed: session.isError || me.isError,
    refetch: () => (session.data === true ? me.refetch() : session.refetch()),
  };
}

/** Asks again who is signed in: after a sign-in, and when a business was joined or made. */
export function useRefreshMe(): () => Promise<void> {
  const utils = trpc.useUtils();
  const cache = useQueryClient();
  return async () => {
    cache.removeQueries({ queryKey: SESSION.queryKey });
    await utils.account.me.reset();
    if (!(await cache.fetchQuery(SESSION).catch(() => false))) return;
    await utils.account.me.fetch(undefined, { trpc: { context: { alone: true } } }).catch(() => undefined);
  };
}
