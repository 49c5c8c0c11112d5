import { Button } from "@farebox/react/components/button.tsx";
import { TextField } from "@farebox/react/components/field.tsx";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { type FormEvent, useState } from "react";
import { checks, readForm } from "./check-fields.ts";
import { FormError } from "./form-error.tsx";
import { useSignUp } from "./use-sign-in.ts";

const words = pageStrings.account;

/** `onDone` is told whether a session began: where addresses must be confirmed first, it did not. */
export function SignUpForm({ onDone }: { onDone: (outcome: { isSignedIn: boolean; email: string }) => void }) {
  const signUp = useSignUp();
  const [problems, setProblems] = useState<{ name?: string; email?: string; password?: string }>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = readForm(event.currentTarget, {
      name: checks.name,
      email: checks.email,
      password: checks.newPassword,
    });
    setProblems(form.problems);
    if (!form.isRight) return;
    const email = form.values.email.trim();
    signUp.mutate(
      { name: form.values.name.trim(), email, password: form.values.password, callbackURL: "/verify-email?done=true" },
      { onSuccess: (answer) => onDone({ isSignedIn: (answer?.token ?? null) !== null, email }) },
    );
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <TextField name="name" autoComplete="name" label={words.name} error={problems.name} />
      <TextField name="email" type="email" autoComplete="email" label={words.email} error={problems.email} />
      <TextField
        name="password"
        type="password"
        autoComplete="new-password"
        label={words.password}
        hint={words.passwordHint}
        error={problems.password}
      />
      <FormError text={signUp.error?.message ?? null} />
      <Button type="submit" kind="primary" size="large" isBusy={signUp.isPending}>
        {words.signUp}
      </Button>
    </form>
  );
}
