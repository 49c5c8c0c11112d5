import { Button } from "@farebox/react/components/button.tsx";
import { Failed } from "@farebox/react/components/failed.tsx";
import { describeProblem } from "@farebox/react/lib/api-error.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { readProblem } from "@farebox/react/lib/problem.ts";
import { useInvitation } from "./use-invitation.ts";

const words = pageStrings.account;

/** Accepts or declines an invitation. */
export function InvitationSection({ id, onAccepted }: { id: string; onAccepted: (businessId: string) => void }) {
  const { offer, accept, decline } = useInvitation(id);
  if (decline.isSuccess) return <p>{words.declined}</p>;
  if (offer.isPending) return <span className="skeleton h-24 w-full" />;
  if (offer.isError) {
    const isRefused = ["not_found", "forbidden", "validation_failed"].includes(readProblem(offer.error)?.code ?? "");
    if (isRefused) return <p className="text-ink-2">{words.invitationWrong}</p>;
    return <Failed text={words.failed} detail={describeProblem(offer.error)} onRetry={() => void offer.refetch()} />;
  }
  const { businessName, invitedBy, role } = offer.data;
  const error = accept.error ?? decline.error;
  return (
    <div className="grid gap-4">
      <p>
        <strong className="font-semibold">{businessName}</strong>
        <br />
        <span className="text-ink-2">{words.invitationText(invitedBy, pageStrings.settings.roles[role] ?? role)}</span>
      </p>
      {error !== null && (
        <p role="alert" className="text-table text-bad">
          {describeProblem(error)}
        </p>
      )}
      <div className="flex gap-2">
        <Button
          kind="primary"
          isBusy={accept.isPending}
          onClick={() => accept.mutate({ id }, { onSuccess: ({ businessId }) => onAccepted(businessId) })}
        >
          {words.accept}
        </Button>
        <Button isBusy={decline.isPending} onClick={() => decline.mutate({ id })}>
          {words.decline}
        </Button>
      </div>
    </div>
  );
}
