import { buttonClass } from "@farebox/react/components/button.tsx";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { Link, useSearch } from "@tanstack/react-router";
import { AuthFrame } from "../features/sign-in/auth-frame.tsx";
import { ResendButton } from "../features/sign-in/resend-button.tsx";
import { useTitle } from "../lib/use-title.ts";

const words = pageStrings.account;

/** `/verify-email`: where the mailed link lands (`done` or `error`), and where people wait for it (`email`). */
export default function VerifyEmailPage() {
  const { email, done, error } = useSearch({ from: "/verify-email" });
  useTitle(words.verifyTitle);
  if (error === undefined && done === true) {
    return (
      <AuthFrame title={words.verifyDone}>
        <Link to="/dashboard/billing" search={{}} className={buttonClass("primary", "large")}>
          {words.goOn}
        </Link>
      </AuthFrame>
    );
  }
  const hint =
    error !== undefined ? words.verifyFailed : email === undefined ? words.verifySentPlain : words.verifySent(email);
  return (
    <AuthFrame
      title={words.verifyTitle}
      hint={hint}
      foot={
        <Link to="/sign-in" search={{}} className="link">
          {words.backToSignIn}
        </Link>
      }
    >
      {email !== undefined && <ResendButton email={email} />}
    </AuthFrame>
  );
}
