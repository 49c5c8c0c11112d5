import { useState } from "react";
import { newKey } from "../../lib/new-key.ts";
import { readProblem } from "../../lib/problem.ts";
import type { sellingStrings } from "../../lib/selling-strings.ts";
import { type Outputs, trpc } from "../../lib/trpc.ts";
import type { Interval } from "./plan-choice.ts";

export type PlanPreview = Outputs["subscription"]["preview"];

/** What a change would cost and bring, asked anew whenever somebody wants to see it: nobody agrees to an old answer. */
export function usePlanPreview({ plan, interval }: { plan: string; interval: Interval }) {
  const query = trpc.subscription.preview.useQuery(
    { plan, interval },
    { staleTime: 0, gcTime: 0, retry: 1, refetchOnWindowFocus: false, trpc: { context: { alone: true } } },
  );
  return {
    preview: query.data ?? null,
    receivedAt: query.dataUpdatedAt,
    isFetching: query.isFetching,
    error: query.isError ? query.error : null,
    refresh: () => void query.refetch(),
  };
}

/**
 * The change itself, under one key for as long as the dialog is open: sent twice it happens once. After a declined card it
 * is another try, with a key of its own.
 */
export function useSubscribe() {
  const utils = trpc.useUtils();
  const [key, setKey] = useState(newKey);
  const mutation = trpc.subscription.subscribe.useMutation({
    onSuccess: ({ subscription }) => utils.subscription.get.setData(undefined, subscription),
    onError: (error) => {
      if (readProblem(error)?.code === "card_declined") setKey(newKey());
    },
  });
  return { ...mutation, key };
}

export type CancelReason = keyof typeof sellingStrings.plans.cancelDialog.reasons;

export function useCancelPlan() {
  const utils = trpc.useUtils();
  return trpc.subscription.cancel.useMutation({
    onSuccess: ({ subscription }) => utils.subscription.get.setData(undefined, subscription),
  });
}
