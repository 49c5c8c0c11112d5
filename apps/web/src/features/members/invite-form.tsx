import { Button } from "@farebox/react/components/button.tsx";
import { SelectField, TextField } from "@farebox/react/components/field.tsx";
import type { Role } from "@farebox/react/lib/business.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { type FormEvent, useState } from "react";

const words = pageStrings.settings;
const ROLES: readonly Role[] = ["member", "billing", "owner"];

/** Invites by e-mail. Says so when it was sent, and empties itself for the next. */
export function InviteForm({
  isBusy,
  error,
  sentTo,
  onInvite,
}: {
  isBusy: boolean;
  error: string | null;
  sentTo: string | null;
  onInvite: (invitation: { email: string; role: Role }) => void;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const email = String(data.get("email") ?? "").trim();
    const isRight = /^\S+@\S+\.\S+$/.test(email);
    setProblem(isRight ? null : pageStrings.account.emailWrong);
    if (isRight) onInvite({ email, role: String(data.get("role")) as Role });
  };
  return (
    <form key={sentTo} onSubmit={submit} noValidate className="grid gap-2">
      <div className="flex flex-wrap items-start gap-3">
        <TextField
          name="email"
          type="email"
          autoComplete="off"
          label={words.inviteEmail}
          error={problem ?? error}
          className="min-w-60 flex-1"
        />
        <SelectField name="role" defaultValue="member" label={words.inviteRole} className="w-72 max-sm:w-full">
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {`${words.roles[role]}: ${words.roleHints[role]}`}
            </option>
          ))}
        </SelectField>
        <Button type="submit" kind="primary" isBusy={isBusy} className="mt-6 max-sm:mt-0 max-sm:w-full">
          {words.invite}
        </Button>
      </div>
      <p role="status" className="min-h-5 text-table text-good">
        {sentTo !== null && words.inviteSent(sentTo)}
      </p>
    </form>
  );
}
