import { type Inputs, type Outputs, trpc } from "@farebox/react/lib/trpc.ts";

export type ApiKey = Outputs["apiKeys"]["list"]["items"][number];
export type KeyScope = NonNullable<Inputs["apiKeys"]["create"]["scopes"]>[number];

/** The business's keys, and making and ending them. */
export function useKeys() {
  const utils = trpc.useUtils();
  const onSuccess = () => utils.apiKeys.list.invalidate();
  const list = trpc.apiKeys.list.useQuery();
  const create = trpc.apiKeys.create.useMutation({ onSuccess });
  const revoke = trpc.apiKeys.revoke.useMutation({ onSuccess });
  return {
    keys: list.data?.items ?? null,
    error: list.isError && list.data === undefined ? list.error : null,
    retry: () => void list.refetch(),
    create,
    revoke,
  };
}
