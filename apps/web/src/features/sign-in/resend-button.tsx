import { Button } from "@farebox/react/components/button.tsx";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { FormError } from "./form-error.tsx";
import { useResendVerification } from "./use-sign-in.ts";

/** Sends the confirmation again, to an address that is already known to the page. */
export function ResendButton({ email }: { email: string }) {
  const resend = useResendVerification();
  return (
    <div className="grid justify-items-start gap-3">
      <Button isBusy={resend.isPending} disabled={resend.isSuccess} onClick={() => resend.mutate(email)}>
        {resend.isSuccess ? pageStrings.account.verifyResent : pageStrings.account.verifyResend}
      </Button>
      <FormError text={resend.error?.message ?? null} />
    </div>
  );
}
