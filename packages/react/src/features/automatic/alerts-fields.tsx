import { useRef, useState } from "react";
import { Empty } from "../../components/empty.tsx";
import { keepFocus, moveFocus } from "../../lib/move-focus.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { AddAlert } from "./add-alert.tsx";
import { type AlertDraft, listMarks } from "./alert-drafts.ts";
import { AlertRow } from "./alert-row.tsx";
import { useFormPart } from "./form-parts.ts";
import { nameAlert } from "./name-alert.ts";
import { useAlertDrafts } from "./use-alert-drafts.ts";
import type { Alert, useAlerts } from "./use-alerts.ts";

const words = pageStrings.alerts;

/** All alerts, as a part of the form they are saved with. */
export function AlertsFields({
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
  const [isSaved, setSaved] = useState(false);
  const fields = useRef<HTMLDivElement>(null);
  useFormPart("alerts", {
    changes: changes.map(describeChange),
    check: () => check() !== null,
    save: async () => {
      const answer = await set.mutateAsync({ rules: [...(check() ?? [])] });
      reset(answer.rules);
      setSaved(true);
    },
    discard: () => {
      set.reset();
      reset(rules);
    },
    marks: listMarks(drafts),
  });
  const addLine = (line: Pick<AlertDraft, "unit" | "threshold">) => {
    setSaved(false);
    add(line);
    moveFocus(fields.current, "li:last-child input");
  };
  return (
    <div ref={fields}>
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
                setSaved(false);
                change(draft.id, patch);
                if (patch.isRemoved !== undefined)
                  keepFocus(fields.current, `[data-alert="${CSS.escape(draft.id)}"] button`);
              }}
            />
          ))}
        </ul>
      )}
      <AddAlert drafts={drafts} onAdd={addLine} />
      <p role="status" className="mt-2 min-h-5 text-table text-good">
        {isSaved && changes.length === 0 && words.saved}
      </p>
    </div>
  );
}

function describeChange(draft: AlertDraft): string {
  const what = nameAlert(draft);
  if (draft.isRemoved) return words.change.removed(what);
  return draft.saved === null ? words.change.added(what) : words.change.changed(what);
}
