import { type Outputs, trpc } from "../../lib/trpc.ts";

/** Which card is charged by itself, and taking one away. Both answer the cards as they then are. */
export function useCardChanges() {
  const utils = trpc.useUtils();
  const onSuccess = (answer: Outputs["paymentMethods"]["list"]) => utils.paymentMethods.list.setData(undefined, answer);
  const setDefault = trpc.paymentMethods.setDefault.useMutation({ onSuccess });
  const remove = trpc.paymentMethods.remove.useMutation({ onSuccess });
  return { setDefault, remove };
}
