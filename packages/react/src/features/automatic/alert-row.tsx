import { X } from "lucide-react";
import { SelectField, TextField } from "../../components/field.tsx";
import { IconButton } from "../../components/icon-button.tsx";
import { pageStrings } from "../../lib/page-strings.ts";
import { type AlertDraft, type AlertErrors, UNITS } from "./alert-drafts.ts";
import { AlertName } from "./alert-name.tsx";
import { ChannelChoice } from "./channel-choice.tsx";
import { nameAlert } from "./name-alert.ts";
import { RemovedRow } from "./removed-row.tsx";
import type { AlertPatch } from "./use-alert-drafts.ts";

const words = pageStrings.alerts;

/** An alert in force with its line and channels to be changed, or a new one that also says what it counts. */
export function AlertRow({
  draft,
  errors,
  timeZone,
  now,
  onChange,
}: {
  draft: AlertDraft;
  errors: AlertErrors;
  timeZone: string;
  now: Date;
  onChange: (patch: AlertPatch) => void;
}) {
  const what = nameAlert(draft);
  if (draft.isRemoved) {
    return (
      <li data-alert={draft.id}>
        <RemovedRow
          what={what}
          willBeRemoved={words.willBeRemoved}
          keepLabel={words.keepNamed(what)}
          onKeep={() => onChange({ isRemoved: false })}
        />
      </li>
    );
  }
  return (
    <li data-alert={draft.id} className={ALERT_ROW}>
      {draft.saved === null ? (
        <SelectField
          label={words.kind}
          value={draft.unit}
          onChange={(event) => onChange({ unit: UNITS.find((unit) => unit === event.target.value) ?? "tokens" })}
        >
          {UNITS.map((unit) => (
            <option key={unit} value={unit}>
              {words.kinds[unit]}
            </option>
          ))}
        </SelectField>
      ) : (
        <AlertName alert={draft.saved} timeZone={timeZone} now={now} />
      )}
      <TextField
        className="max-sm:col-start-1"
        label={draft.saved === null ? words.threshold : words.kinds[draft.unit]}
        aria-label={words.thresholdOf(what)}
        error={errors.threshold}
        inputMode="decimal"
        autoComplete="off"
        value={draft.threshold}
        onChange={(event) => onChange({ threshold: event.target.value })}
      />
      <ChannelChoice
        label={words.channelsOf(what)}
        chosen={draft.channels}
        error={errors.channels}
        onChange={(channels) => onChange({ channels })}
      />
      <IconButton
        of={X}
        label={words.removeNamed(what)}
        className="mt-6 max-sm:col-start-2 max-sm:row-start-1 max-sm:mt-0"
        onClick={() => onChange({ isRemoved: true })}
      />
    </li>
  );
}

const ALERT_ROW =
  "grid grid-cols-[minmax(0,1fr)_144px_minmax(0,1.4fr)_36px] items-start gap-x-6 gap-y-2 border-b border-line py-3 " +
  "max-sm:grid-cols-[minmax(0,1fr)_44px] max-sm:gap-x-2";
