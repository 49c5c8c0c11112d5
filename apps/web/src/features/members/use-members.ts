import { type Outputs, trpc } from "@farebox/react/lib/trpc.ts";

export type Member = Outputs["members"]["list"]["items"][number];
export type Invitation = Outputs["members"]["invitations"]["items"][number];

/** The people of the business and those invited, with what an owner may change. */
export function useMembers() {
  const utils = trpc.useUtils();
  const onSuccess = () => utils.members.invalidate();
  const members = trpc.members.list.useQuery();
  const invitations = trpc.members.invitations.useQuery();
  const failed = [members, invitations].find((query) => query.isError && query.data === undefined);
  return {
    members: members.data?.items ?? null,
    invitations: invitations.data?.items ?? [],
    error: failed?.error ?? null,
    retry: () => void Promise.all([members.refetch(), invitations.refetch()]),
    invite: trpc.members.invite.useMutation({ onSuccess }),
    setRole: trpc.members.setRole.useMutation({ onSuccess }),
    remove: trpc.members.remove.useMutation({ onSuccess }),
    withdraw: trpc.members.withdraw.useMutation({ onSuccess }),
  };
}
