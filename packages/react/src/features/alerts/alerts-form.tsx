import { type FormEvent, useRef } from "react";
import { Empty } from "../../components/empty.tsx";
import { SaveBar } from "../../components/save-bar.tsx";
import { describeProblem } from "../../lib/api-error.ts";
import { formatCount } from "../../lib/format-number.ts";
import { keepFocus, moveFocus } from "../../lib/move-focus.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { AddAlert } from "./add-alert.tsx";
import type { AlertDraft } from "./alert-drafts.ts";
import { AlertRow } from "./alert-row.tsx";
import { nameAlert } from "./name-alert.ts";
import { useAlertDrafts } from "./use-alert-drafts.ts";
import type { Alert, useAlerts } from "./use-alerts.ts";

const words = pageStrings.alerts;

/** All alerts as one form with one save bar. */
export function AlertsForm({
  rules,
  set,
  timeZone,
  now,
}: {
  rules: readonly Alert[];
  set: ReturnType<typeof useAlerts>["set"];
  timeZone: string;
  now: Date;
}) {
  const { drafts, changes, errors, change, add, check, reset } = useAlertDrafts(rules);
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (set.isPending || changes.length === 0) return;
    const checked = check();
    if (checked === null) return moveFocus(form.current, "[aria-invalid]");
    set.mutate(
      { rules: [...checked] },
      {
        onSuccess: (answer) => {
          reset(answer.rules);
          keepFocus(form.current);
        },
      },
    );
  };
  const addLine = (line: Pick<AlertDraft, "unit" | "threshold">) => {
    set.reset();
    add(line);
    moveFocus(form.current, "li:last-child input");
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      {drafts.length === 0 ? (
        <Empty title={words.empty} hint={words.emptyHint} />
      ) : (
        <ul className="border-t border-line text-table">
          {drafts.map((draft) => (
            <AlertRow
              key={draft.id}
              draft={draft}
              errors={errors.get(draft.id) ?? {}}
              timeZone={timeZone}
              now={now}
              onChange={(patch) => {
                set.reset();
                change(draft.id, patch);
                if (patch.isRemoved !== undefined)
                  keepFocus(form.current, `[data-alert="${CSS.escape(draft.id)}"] button`);
              }}
            />
          ))}
        </ul>
      )}
      <AddAlert drafts={drafts} onAdd={addLine} />
      {changes.length > 0 && (
        <SaveBar
          title={words.unsaved(formatCount(changes.length), changes.length !== 1)}
          changes={changes.map(describeChange)}
          error={set.error === null ? null : describeProblem(set.error)}
          isBusy={set.isPending}
          onDiscard={() => {
            set.reset();
            reset(rules);
            keepFocus(form.current);
          }}
        />
      )}
      <p role="status" className="mt-2 min-h-5 text-table text-good">
        {set.isSuccess && changes.length === 0 && words.saved}
      </p>
    </form>
  );
}

function describeChange(draft: AlertDraft): string {
  const what = nameAlert(draft);
  if (draft.isRemoved) return words.change.removed(what);
  return draft.saved === null ? words.change.added(what) : words.change.changed(what);
}
