import { Button } from "@farebox/react/components/button.tsx";
import { TextField } from "@farebox/react/components/field.tsx";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { type FormEvent, useState } from "react";
import { checks, readForm } from "./check-fields.ts";
import { FormError } from "./form-error.tsx";
import { SignInRefused, useSignIn } from "./use-sign-in.ts";

const words = pageStrings.account;

export function SignInForm({ onDone, onUnverified }: { onDone: () => void; onUnverified: (email: string) => void }) {
  const signIn = useSignIn();
  const [problems, setProblems] = useState<{ email?: string; password?: string }>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = readForm(event.currentTarget, { email: checks.email, password: checks.password });
    setProblems(form.problems);
    if (!form.isRight) return;
    const email = form.values.email.trim();
    signIn.mutate(
      { email, password: form.values.password },
      {
        onSuccess: onDone,
        onError: (error) => {
          if (error instanceof SignInRefused && error.code === "EMAIL_NOT_VERIFIED") onUnverified(email);
        },
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <TextField name="email" type="email" autoComplete="username" label={words.email} error={problems.email} />
      <TextField
        name="password"
        type="password"
        autoComplete="current-password"
        label={words.password}
        error={problems.password}
      />
      <FormError text={signIn.error?.message ?? null} />
      <Button type="submit" kind="primary" size="large" isBusy={signIn.isPending}>
        {words.signIn}
      </Button>
    </form>
  );
}
