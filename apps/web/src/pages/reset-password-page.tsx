import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { AuthFrame } from "../features/sign-in/auth-frame.tsx";
import { ResetForm } from "../features/sign-in/reset-forms.tsx";
import { useTitle } from "../lib/use-title.ts";

const words = pageStrings.account;

/** `/reset-password?token=…`, from the mail. */
export default function ResetPasswordPage() {
  const { token } = useSearch({ from: "/reset-password" });
  const navigate = useNavigate();
  useTitle(words.resetTitle);
  const again = (
    <Link to="/forgot-password" className="link">
      {words.forgot}
    </Link>
  );
  if (token === undefined) return <AuthFrame title={words.resetTitle} hint={words.linkWrong} foot={again} />;
  return (
    <AuthFrame title={words.resetTitle} foot={again}>
      <ResetForm
        token={token}
        onDone={() => void navigate({ to: "/sign-in", search: { done: "reset" }, replace: true })}
      />
    </AuthFrame>
  );
}
