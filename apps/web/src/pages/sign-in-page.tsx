import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useRefreshMe } from "../features/account/use-me.ts";
import { AuthFrame } from "../features/sign-in/auth-frame.tsx";
import { SignInForm } from "../features/sign-in/sign-in-form.tsx";
import { useTitle } from "../lib/use-title.ts";

const words = pageStrings.account;

/** `/sign-in`; afterwards back to where the person was going. */
export default function SignInPage() {
  const { redirect, done } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const refreshMe = useRefreshMe();
  useTitle(words.signIn);
  const goOn = async () => {
    await refreshMe();
    await navigate({ href: redirect ?? "/dashboard/billing", replace: true });
  };
  return (
    <AuthFrame
      title={words.signInTitle}
      hint={done === undefined ? undefined : { reset: words.resetDone, session: words.sessionDone }[done]}
      foot={
        <>
          {words.signInOther}{" "}
          <Link to="/sign-up" search={redirect === undefined ? {} : { redirect }} className="link">
            {words.signUp}
          </Link>
        </>
      }
    >
      <SignInForm
        onDone={() => void goOn()}
        onUnverified={(email) => void navigate({ to: "/verify-email", search: { email } })}
      />
      <p className="mt-4 text-table">
        <Link to="/forgot-password" className="link">
          {words.forgot}
        </Link>
      </p>
    </AuthFrame>
  );
}
