import { Button } from "@farebox/react/components/button.tsx";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { RedirectOnce } from "../components/redirect-once.tsx";
import { useMe, useRefreshMe } from "../features/account/use-me.ts";
import { CreateBusinessForm } from "../features/businesses/create-business-form.tsx";
import { AuthFrame } from "../features/sign-in/auth-frame.tsx";
import { useTitle } from "../lib/use-title.ts";

const words = pageStrings.account;
const toSignIn = (here: string) => ({ to: "/sign-in", search: { redirect: here } }) as const;

/** `/new-business`: the first one, right after signing up, and any further one. */
export default function NewBusinessPage() {
  const me = useMe();
  const refreshMe = useRefreshMe();
  const navigate = useNavigate();
  const [withheldId, setWithheldId] = useState<string | null>(null);
  useTitle(words.businessTitle);
  if (me.isSignedOut) return <RedirectOnce to={toSignIn} />;
  const enter = async (business: string) => {
    await refreshMe();
    await navigate({ to: "/dashboard/billing", search: { business }, replace: true });
  };
  if (withheldId !== null) {
    return (
      <AuthFrame title={words.businessTitle} hint={words.trialWithheld}>
        <Button kind="primary" onClick={() => void enter(withheldId)}>
          {words.goOn}
        </Button>
      </AuthFrame>
    );
  }
  const isFirst = me.data?.businesses.length === 0;
  return (
    <AuthFrame title={words.businessTitle} {...(isFirst && { hint: words.businessHint })}>
      <CreateBusinessForm
        onCreated={({ id, trialWithheld }) => {
          if (trialWithheld === null) void enter(id);
          else setWithheldId(id);
        }}
      />
    </AuthFrame>
  );
}
