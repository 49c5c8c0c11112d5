import { Button } from "@farebox/react/components/button.tsx";
import { Dialog } from "@farebox/react/components/dialog.tsx";
import { TextField } from "@farebox/react/components/field.tsx";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { strings } from "@farebox/react/lib/strings.ts";
import { type FormEvent, useId, useState } from "react";
import { SecretDialog } from "../../components/secret-dialog.tsx";
import type { KeyScope } from "./use-keys.ts";

const words = pageStrings.settings;
const SCOPES: readonly KeyScope[] = ["read", "usage:write", "holds:write"];

/** Asks for a name and rights, then shows the secret: the only time it can be seen. */
export function CreateKeyDialog({
  secret,
  isBusy,
  error,
  onCreate,
  onClose,
}: {
  secret: string | null;
  isBusy: boolean;
  error: string | null;
  onCreate: (key: { name: string; scopes: KeyScope[] }) => void;
  onClose: () => void;
}) {
  if (secret !== null) {
    return (
      <SecretDialog
        title={words.keyMadeTitle}
        hint={words.keyMadeHint}
        what={words.keySecret}
        secret={secret}
        done={words.done}
        onClose={onClose}
      />
    );
  }
  return <KeyForm isBusy={isBusy} error={error} onCreate={onCreate} onClose={onClose} />;
}

function KeyForm({
  isBusy,
  error,
  onCreate,
  onClose,
}: {
  isBusy: boolean;
  error: string | null;
  onCreate: (key: { name: string; scopes: KeyScope[] }) => void;
  onClose: () => void;
}) {
  const formId = useId();
  const [problems, setProblems] = useState<{ name?: string; scopes?: string }>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const name = String(data.get("name") ?? "").trim();
    const scopes = SCOPES.filter((scope) => data.getAll("scopes").includes(scope));
    setProblems({
      ...(name === "" && { name: pageStrings.account.required }),
      ...(scopes.length === 0 && { scopes: words.scopeNone }),
    });
    if (name !== "" && scopes.length > 0) onCreate({ name, scopes });
  };
  return (
    <Dialog
      shape="center"
      title={words.createKeyTitle}
      onClose={onClose}
      footer={
        <>
          <Button className="ms-auto" onClick={onClose}>
            {strings.shell.cancel}
          </Button>
          <Button type="submit" form={formId} kind="primary" isBusy={isBusy}>
            {words.createKey}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid gap-4">
        <TextField
          name="name"
          maxLength={200}
          label={words.keyName}
          placeholder={words.keyNameExample}
          error={problems.name}
          autoComplete="off"
        />
        <fieldset aria-describedby={problems.scopes && `${formId}-scopes`}>
          <legend className="mb-1 text-table font-medium">{words.keyScopes}</legend>
          {SCOPES.map((scope) => (
            <label key={scope} className="flex min-h-8 items-center gap-2 text-table max-sm:min-h-11">
              <input type="checkbox" name="scopes" value={scope} defaultChecked className="size-4 accent-ink" />
              {words.scopes[scope] ?? scope}
            </label>
          ))}
          {problems.scopes && (
            <p id={`${formId}-scopes`} className="text-meta text-bad">
              {problems.scopes}
            </p>
          )}
        </fieldset>
        {error !== null && (
          <p role="alert" className="text-table text-bad">
            {error}
          </p>
        )}
      </form>
    </Dialog>
  );
}
