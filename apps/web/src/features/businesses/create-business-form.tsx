import { Button } from "@farebox/react/components/button.tsx";
import { SelectField, TextField } from "@farebox/react/components/field.tsx";
import { describeProblem } from "@farebox/react/lib/api-error.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { deviceTimeZone, listTimeZones } from "@farebox/react/lib/time-zones.ts";
import { type FormEvent, useState } from "react";
import { useCreateBusiness } from "./use-create-business.ts";

const words = pageStrings.account;

/** Names a business and the zone of its days. `onCreated` is told why it began without trial tokens, if it did. */
export function CreateBusinessForm({
  onCreated,
}: {
  onCreated: (created: { id: string; trialWithheld: string | null }) => void;
}) {
  const create = useCreateBusiness();
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const name = String(data.get("name") ?? "").trim();
    setProblem(name === "" ? words.required : null);
    if (name === "") return;
    create.mutate({ name, timeZone: String(data.get("timeZone")) }, { onSuccess: onCreated });
  };
  const zones = listTimeZones();
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <TextField name="name" autoComplete="organization" maxLength={200} label={words.businessName} error={problem} />
      <SelectField
        name="timeZone"
        defaultValue={deviceTimeZone}
        label={words.businessZone}
        hint={words.businessZoneHint}
      >
        {(zones.includes(deviceTimeZone) ? zones : [deviceTimeZone, ...zones]).map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </SelectField>
      {create.error !== null && (
        <p role="alert" className="text-table text-bad">
          {describeProblem(create.error)}
        </p>
      )}
      <Button type="submit" kind="primary" size="large" isBusy={create.isPending}>
        {words.businessCreate}
      </Button>
    </form>
  );
}
