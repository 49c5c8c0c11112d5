import { trpc } from "./trpc.ts";

/** Takes back what was to end or to change. */
export function useResume() {
  const utils = trpc.useUtils();
  return trpc.subscription.resume.useMutation({
    onSuccess: ({ subscription }) => utils.subscription.get.setData(undefined, subscription),
  });
}
