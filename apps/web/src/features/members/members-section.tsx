import { Button } from "@farebox/react/components/button.tsx";
import { ConfirmDialog } from "@farebox/react/components/confirm-dialog.tsx";
import { Failed } from "@farebox/react/components/failed.tsx";
import { Name } from "@farebox/react/components/name.tsx";
import { RowsSkeleton } from "@farebox/react/components/rows-skeleton.tsx";
import { Section } from "@farebox/react/components/section.tsx";
import { describeProblem } from "@farebox/react/lib/api-error.ts";
import { useAccount, useBusiness } from "@farebox/react/lib/business.ts";
import { formatRelative } from "@farebox/react/lib/format-time.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { useNow } from "@farebox/react/lib/use-now.ts";
import { useState } from "react";
import { InviteForm } from "./invite-form.tsx";
import { MembersTable } from "./members-table.tsx";
import { type Invitation, type Member, useMembers } from "./use-members.ts";

const words = pageStrings.settings;

/** Who may see this business, for its owners. */
export function MembersSection() {
  const { timeZone } = useBusiness();
  const { userId } = useAccount();
  const now = useNow();
  const { members, invitations, error, retry, invite, setRole, remove, withdraw } = useMembers();
  const [removing, setRemoving] = useState<Member | null>(null);
  const closeRemove = () => {
    setRemoving(null);
    remove.reset();
  };
  if (error !== null) return <Failed text={words.membersFailed} detail={describeProblem(error)} onRetry={retry} />;
  if (members === null) return <RowsSkeleton />;
  const changeError = setRole.error ?? withdraw.error;
  return (
    <>
      <InviteForm
        isBusy={invite.isPending}
        error={invite.error === null ? null : describeProblem(invite.error)}
        sentTo={invite.data?.email ?? null}
        onInvite={(invitation) => invite.mutate(invitation)}
      />
      {changeError !== null && (
        <p role="alert" className="pb-2 text-table text-bad">
          {describeProblem(changeError)}
        </p>
      )}
      <MembersTable
        members={members}
        userId={userId}
        timeZone={timeZone}
        now={now}
        onRole={({ id }, role) => setRole.mutate({ id, role })}
        onRemove={setRemoving}
      />
      {invitations.length > 0 && (
        <Section id="invitations" title={words.invitations}>
          <Invitations invitations={invitations} now={now} onWithdraw={({ id }) => withdraw.mutate({ id })} />
        </Section>
      )}
      {removing !== null && (
        <ConfirmDialog
          title={words.removeTitle(removing.name || removing.email)}
          text={words.removeHint}
          verb={words.remove}
          isBusy={remove.isPending}
          error={remove.error === null ? null : describeProblem(remove.error)}
          onConfirm={() => remove.mutate({ id: removing.id }, { onSuccess: closeRemove })}
          onClose={closeRemove}
        />
      )}
    </>
  );
}

function Invitations({
  invitations,
  now,
  onWithdraw,
}: {
  invitations: readonly Invitation[];
  now: Date;
  onWithdraw: (invitation: Invitation) => void;
}) {
  return (
    <ul className="border-t border-line text-table">
      {invitations.map((invitation) => (
        <li key={invitation.id} className="flex min-h-13 flex-wrap items-center gap-x-4 border-b border-line py-2">
          <span className="min-w-0 flex-1">
            <Name>{invitation.email}</Name>
            <span className="block text-meta text-ink-3">
              {`${words.roles[invitation.role] ?? invitation.role}, ${words.expires(formatRelative(new Date(invitation.expiresAt), now))}`}
            </span>
          </span>
          <Button
            size="small"
            aria-label={words.withdrawNamed(invitation.email)}
            onClick={() => onWithdraw(invitation)}
          >
            {words.withdraw}
          </Button>
        </li>
      ))}
    </ul>
  );
}
