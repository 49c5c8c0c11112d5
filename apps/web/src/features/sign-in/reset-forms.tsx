import { Button } from "@farebox/react/components/button.tsx";
import { TextField } from "@farebox/react/components/field.tsx";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { type FormEvent, useState } from "react";
import { checks, readForm } from "./check-fields.ts";
import { FormError } from "./form-error.tsx";
import { useRequestReset, useResetPassword } from "./use-sign-in.ts";

const words = pageStrings.account;

/** Asks for the link that sets a new password. */
export function RequestResetForm({ onSent }: { onSent: (email: string) => void }) {
  const request = useRequestReset();
  const [problems, setProblems] = useState<{ email?: string }>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = readForm(event.currentTarget, { email: checks.email });
    setProblems(form.problems);
    if (!form.isRight) return;
    const email = form.values.email.trim();
    request.mutate(email, { onSuccess: () => onSent(email) });
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <TextField name="email" type="email" autoComplete="username" label={words.email} error={problems.email} />
      <FormError text={request.error?.message ?? null} />
      <Button type="submit" kind="primary" size="large" isBusy={request.isPending}>
        {words.sendLink}
      </Button>
    </form>
  );
}

/** Sets the new password with the link's token. */
export function ResetForm({ token, onDone }: { token: string; onDone: () => void }) {
  const reset = useResetPassword();
  const [problems, setProblems] = useState<{ password?: string }>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = readForm(event.currentTarget, { password: checks.newPassword });
    setProblems(form.problems);
    if (form.isRight) reset.mutate({ newPassword: form.values.password, token }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <TextField
        name="password"
        type="password"
        autoComplete="new-password"
        label={words.newPassword}
        hint={words.passwordHint}
        error={problems.password}
      />
      <FormError text={reset.error?.message ?? null} />
      <Button type="submit" kind="primary" size="large" isBusy={reset.isPending}>
        {words.resetButton}
      </Button>
    </form>
  );
}
