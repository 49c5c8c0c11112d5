import { useRef } from "react";
import { newKey } from "../../lib/new-key.ts";
import { readProblem } from "../../lib/problem.ts";
import { trpc } from "../../lib/trpc.ts";

/**
 * Buying a package. Each package has one key for as long as its purchase is neither paid nor refused: pressed twice, sent
 * again after a lost answer or begun in two tabs, it is one purchase.
 */
export function useBuy() {
  const utils = trpc.useUtils();
  const keys = useRef(new Map<string, string>());
  const keyOf = (intent: string) => {
    const known = keys.current.get(intent) ?? newKey();
    keys.current.set(intent, known);
    return known;
  };
  const mutation = trpc.purchases.create.useMutation({
    onSettled: (purchase, error, { key }) => {
      void utils.purchases.invalidate();
      const isOver = purchase?.status === "paid" || readProblem(error)?.code === "card_declined";
      if (!isOver) return;
      for (const [intent, known] of keys.current) if (known === key) keys.current.delete(intent);
    },
  });
  return { ...mutation, keyOf };
}
