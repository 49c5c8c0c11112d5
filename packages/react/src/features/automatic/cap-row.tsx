import { X } from "lucide-react";
import { useId } from "react";
import { SelectField, TextField } from "../../components/field.tsx";
import { IconButton } from "../../components/icon-button.tsx";
import { pageStrings } from "../../lib/page-strings.ts";
import type { CapDraft, DraftErrors } from "./cap-drafts.ts";
import { CapUse, type CapUseView } from "./cap-use.tsx";
import { RemovedRow } from "./removed-row.tsx";

const words = pageStrings.caps;

export type CapPatch = Partial<Pick<CapDraft, "agentId" | "every" | "limit" | "isRemoved">>;

/** A cap in force with its limit to be changed, or a new one with all its fields. */
export function CapRow({
  draft,
  use,
  errors,
  agents,
  onChange,
}: {
  draft: CapDraft;
  use: CapUseView | null;
  errors: DraftErrors;
  agents: readonly string[];
  onChange: (patch: CapPatch) => void;
}) {
  const what = nameCap(draft);
  const listId = useId();
  if (draft.isRemoved) {
    return (
      <li data-cap={draft.id}>
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
    <li data-cap={draft.id} className={ROW}>
      {draft.saved === null ? (
        <div className="col-span-2 grid grid-cols-[minmax(0,1fr)_112px] items-start gap-3">
          <TextField
            label={words.agent}
            hint={words.agentHint}
            error={errors.agentId}
            value={draft.agentId}
            list={listId}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => onChange({ agentId: event.target.value })}
          />
          <datalist id={listId}>
            {agents.map((agent) => (
              <option key={agent} value={agent} />
            ))}
          </datalist>
          <SelectField
            label={words.everyField}
            value={draft.every}
            onChange={(event) => onChange({ every: event.target.value === "month" ? "month" : "day" })}
          >
            <option value="day">{words.windows.day}</option>
            <option value="month">{words.windows.month}</option>
          </SelectField>
        </div>
      ) : (
        <>
          <CapName draft={draft} />
          {use !== null && <CapUse use={use} className="max-sm:col-span-2 max-sm:row-start-2" />}
        </>
      )}
      <TextField
        className="max-sm:col-start-1"
        label={words.limit}
        aria-label={words.limitOf(draft.agentId || words.wholeBusiness, words.every[draft.every])}
        error={errors.limit ?? (draft.saved === null ? undefined : errors.agentId)}
        inputMode="decimal"
        autoComplete="off"
        value={draft.limit}
        onChange={(event) => onChange({ limit: event.target.value })}
      />
      <IconButton
        of={X}
        label={words.removeNamed(what)}
        className="mt-6 max-sm:col-start-2"
        onClick={() => onChange({ isRemoved: true })}
      />
    </li>
  );
}

export function CapName({ draft }: { draft: Pick<CapDraft, "agentId" | "every"> }) {
  return (
    <span className="min-w-0 pt-1">
      <span className="block truncate font-medium">{draft.agentId || words.wholeBusiness}</span>
      <span className="block text-meta text-ink-3">{words.every[draft.every]}</span>
    </span>
  );
}

export function nameCap({ agentId, every }: Pick<CapDraft, "agentId" | "every">): string {
  return `${agentId || words.wholeBusiness}, ${words.every[every]}`;
}

const ROW =
  "grid grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_144px_36px] items-start gap-x-6 gap-y-2 border-b border-line py-3 " +
  "max-sm:grid-cols-[minmax(0,1fr)_44px] max-sm:gap-x-2";
