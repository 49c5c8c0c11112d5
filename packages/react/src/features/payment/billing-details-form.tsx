import { type ComponentProps, type FormEvent, useRef, useState } from "react";
import { Button } from "../../components/button.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { moveFocus } from "../../lib/move-focus.ts";
import { readProblem } from "../../lib/problem.ts";
import { describeSellingProblem } from "../../lib/selling-problem.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { strings } from "../../lib/strings.ts";
import {
  checkDetails,
  type DetailsErrors,
  type DetailsField,
  listCountries,
  MOST_CHARACTERS,
  objectionsOf,
  toDraft,
} from "./billing-details-draft.ts";
import type { BillingDetails, useBillingDetails } from "./use-billing-details.ts";

const words = sellingStrings.payment.billing;

/** The details in place of what they were. What is wrong is said at its field, and has the focus. */
export default function BillingDetailsForm({
  details,
  set,
  onClose,
}: {
  details: BillingDetails;
  set: ReturnType<typeof useBillingDetails>["set"];
  onClose: () => void;
}) {
  const [draft, setDraft] = useState(() => toDraft(details));
  const [errors, setErrors] = useState<DetailsErrors>({});
  const [countries] = useState(listCountries);
  const form = useRef<HTMLFormElement>(null);
  const hasObjections = Object.keys(errors).length > 0;

  const show = (wrong: DetailsErrors) => {
    setErrors(wrong);
    moveFocus(form.current, "[aria-invalid]");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (set.isPending) return;
    const checked = checkDetails(draft);
    if (checked.input === null) return show(checked.errors);
    setErrors({});
    set.mutate(checked.input, { onSuccess: onClose, onError: (error) => show(objectionsOf(readProblem(error))) });
  };
  const write = (field: DetailsField, text: string) => {
    set.reset();
    const { [field]: _gone, ...others } = errors;
    setErrors(others);
    setDraft({ ...draft, [field]: text });
  };
  const textOf = (field: DetailsField, more: Partial<ComponentProps<typeof TextField>>) => (
    <TextField
      label={words.fields[field]}
      maxLength={MOST_CHARACTERS[field]}
      value={draft[field]}
      error={errors[field]}
      onChange={(event) => write(field, event.target.value)}
      {...more}
    />
  );
  return (
    <form ref={form} onSubmit={submit} noValidate className="mt-3 grid gap-3">
      <p className="text-meta text-ink-3">{words.hint}</p>
      {textOf("name", { autoComplete: "organization", autoFocus: true })}
      {textOf("email", { type: "email", inputMode: "email", autoComplete: "email" })}
      {textOf("line1", { autoComplete: "address-line1" })}
      {textOf("line2", { autoComplete: "address-line2" })}
      <div className="grid grid-cols-[112px_minmax(0,1fr)] gap-3">
        {textOf("postalCode", { autoComplete: "postal-code" })}
        {textOf("city", { autoComplete: "address-level2" })}
      </div>
      {textOf("state", { autoComplete: "address-level1" })}
      <SelectField
        label={words.fields.country}
        value={draft.country}
        error={errors.country ?? null}
        aria-invalid={errors.country === undefined ? undefined : true}
        autoComplete="country"
        onChange={(event) => write("country", event.target.value)}
      >
        <option value="">{words.noCountry}</option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      {textOf("taxId", { hint: words.taxIdHint, autoComplete: "off", spellCheck: false })}
      {set.error !== null && !hasObjections && (
        <p role="alert" className="text-table text-bad">
          {describeSellingProblem(set.error)}
        </p>
      )}
      <div className="flex gap-2 max-sm:[&>button]:flex-1">
        <Button type="submit" kind="primary" isBusy={set.isPending}>
          {words.save}
        </Button>
        <Button onClick={onClose} disabled={set.isPending}>
          {strings.shell.cancel}
        </Button>
      </div>
    </form>
  );
}
