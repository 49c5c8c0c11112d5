import { buttonClass } from "@farebox/react/components/button.tsx";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { Link, useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { useMe, useRefreshMe } from "../features/account/use-me.ts";
import { InvitationSection } from "../features/invitation/invitation-section.tsx";
import { AuthFrame } from "../features/sign-in/auth-frame.tsx";
import { useTitle } from "../lib/use-title.ts";

const words = pageStrings.account;

/** `/invitations/<id>`, from the mail. Who is not signed in does that first, with the invited address, and comes back. */
export default function InvitationPage() {
  const { invitationId } = useParams({ from: "/invitations/$invitationId" });
  const here = useRouterState({ select: ({ location }) => location.href });
  const me = useMe();
  const refreshMe = useRefreshMe();
  const navigate = useNavigate();
  useTitle(words.invitationTitlePlain);
  if (me.isSignedOut) {
    return (
      <AuthFrame title={words.invitationTitlePlain} hint={words.signInFirst}>
        <div className="flex gap-2">
          <Link to="/sign-in" search={{ redirect: here }} className={buttonClass("primary")}>
            {words.signIn}
          </Link>
          <Link to="/sign-up" search={{ redirect: here }} className={buttonClass()}>
            {words.signUp}
          </Link>
        </div>
      </AuthFrame>
    );
  }
  const enter = async (business: string) => {
    await refreshMe();
    await navigate({ to: "/dashboard/billing", search: { business }, replace: true });
  };
  return (
    <AuthFrame title={words.invitationTitlePlain}>
      {me.data === undefined ? (
        <span className="skeleton h-24 w-full" />
      ) : (
        <InvitationSection id={invitationId} onAccepted={(businessId) => void enter(businessId)} />
      )}
    </AuthFrame>
  );
}
