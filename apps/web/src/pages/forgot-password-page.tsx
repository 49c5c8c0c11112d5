import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { AuthFrame } from "../features/sign-in/auth-frame.tsx";
import { RequestResetForm } from "../features/sign-in/reset-forms.tsx";
import { useTitle } from "../lib/use-title.ts";

const words = pageStrings.account;

/** `/forgot-password` */
export default function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  useTitle(words.forgotTitle);
  const back = (
    <Link to="/sign-in" search={{}} className="link">
      {words.backToSignIn}
    </Link>
  );
  if (sentTo !== null) return <AuthFrame title={words.linkSentTitle} hint={words.linkSent(sentTo)} foot={back} />;
  return (
    <AuthFrame title={words.forgotTitle} hint={words.forgotHint} foot={back}>
      <RequestResetForm onSent={setSentTo} />
    </AuthFrame>
  );
}
