import { trpc } from "@farebox/react/lib/trpc.ts";

/** The invitation of a mailed link, for the address that is signed in. */
export function useInvitation(id: string) {
  const offer = trpc.members.invitation.useQuery({ id }, { retry: false });
  const accept = trpc.members.accept.useMutation();
  const decline = trpc.members.decline.useMutation();
  return { offer, accept, decline };
}
