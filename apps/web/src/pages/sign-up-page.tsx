import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useRefreshMe } from "../features/account/use-me.ts";
import { AuthFrame } from "../features/sign-in/auth-frame.tsx";
import { SignUpForm } from "../features/sign-in/sign-up-form.tsx";
import { useTitle } from "../lib/use-title.ts";

const words = pageStrings.account;

/** `/sign-up` */
export default function SignUpPage() {
  const { redirect } = useSearch({ from: "/sign-up" });
  const navigate = useNavigate();
  const refreshMe = useRefreshMe();
  useTitle(words.signUp);
  const goOn = async ({ isSignedIn, email }: { isSignedIn: boolean; email: string }) => {
    if (!isSignedIn) return navigate({ to: "/verify-email", search: { email } });
    await refreshMe();
    await navigate({ href: redirect ?? "/dashboard/billing", replace: true });
  };
  return (
    <AuthFrame
      title={words.signUpTitle}
      hint={words.signUpHint}
      foot={
        <>
          {words.signUpOther}{" "}
          <Link to="/sign-in" search={redirect === undefined ? {} : { redirect }} className="link">
            {words.signIn}
          </Link>
        </>
      }
    >
      <SignUpForm onDone={(outcome) => void goOn(outcome)} />
    </AuthFrame>
  );
}
