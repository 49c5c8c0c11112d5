import { Plus } from "lucide-react";
import { type FormEvent, useRef } from "react";
import { Button } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Icon } from "../../components/icon.tsx";
import { SaveBar } from "../../components/save-bar.tsx";
import { describeProblem } from "../../lib/api-error.ts";
import { formatCount, formatTokens } from "../../lib/format-number.ts";
import { keepFocus, moveFocus } from "../../lib/move-focus.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { readProblem } from "../../lib/problem.ts";
import type { CapDraft } from "./cap-drafts.ts";
import { CapRow, nameCap } from "./cap-row.tsx";
import { viewCapUse } from "./cap-use-view.ts";

import { useCapDrafts } from "./use-cap-drafts.ts";
import type { CapNow, useCaps } from "./use-caps.ts";

const words = pageStrings.caps;

/** All caps as one form with one save bar. */
export function CapsForm({
  caps,
  set,
  agents,
  timeZone,
  now,
}: {
  caps: readonly CapNow[];
  set: ReturnType<typeof useCaps>["set"];
  agents: readonly string[];
  timeZone: string;
  now: Date;
}) {
  const { drafts, changes, errors, change, add, check, object, reset } = useCapDrafts(caps);
  const form = useRef<HTMLFormElement>(null);
  const focusError = () => moveFocus(form.current, "[aria-invalid]");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (set.isPending || changes.length === 0) return;
    const checked = check();
    if (checked === null) return focusError();
    set.mutate(
      { caps: [...checked] },
      {
        onSuccess: (answer) => {
          reset(answer.caps);
          keepFocus(form.current);
        },
        onError: (error) => {
          if (object(readProblem(error)?.fields ?? [])) focusError();
        },
      },
    );
  };
  const addAndFocus = () => {
    add();
    moveFocus(form.current, "li:last-child input");
  };
  const isObjected = errors.size > 0;
  return (
    <form ref={form} onSubmit={submit} noValidate>
      {drafts.length === 0 ? (
        <Empty title={words.empty} hint={words.emptyHint}>
          <AddButton onClick={addAndFocus} />
        </Empty>
      ) : (
        <>
          <ul className="border-t border-line text-table">
            {drafts.map((draft) => (
              <CapRow
                key={draft.id}
                draft={draft}
                use={draft.saved === null ? null : viewCapUse(draft.saved, { timeZone, now })}
                errors={errors.get(draft.id) ?? {}}
                agents={agents}
                onChange={(patch) => {
                  set.reset();
                  change(draft.id, patch);
                  if (patch.isRemoved !== undefined)
                    keepFocus(form.current, `[data-cap="${CSS.escape(draft.id)}"] button`);
                }}
              />
            ))}
          </ul>
          <div className="mt-3">
            <AddButton onClick={addAndFocus} />
          </div>
        </>
      )}
      {changes.length > 0 && (
        <SaveBar
          title={words.unsaved(formatCount(changes.length), changes.length !== 1)}
          changes={changes.map(describeChange)}
          error={set.error === null || isObjected ? null : describeProblem(set.error)}
          isBusy={set.isPending}
          onDiscard={() => {
            set.reset();
            reset(caps);
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

function AddButton({ onClick }: { onClick: () => void }) {
  return (
    <Button data-add onClick={onClick}>
      <Icon of={Plus} />
      {words.add}
    </Button>
  );
}

function describeChange(draft: CapDraft): string {
  const what = nameCap(draft);
  if (draft.isRemoved) return words.change.removed(what);
  if (draft.saved === null) return words.change.added(what, draft.limit || "–");
  return words.change.changed(what, formatTokens(draft.saved.limit, { digits: 6 }), draft.limit || "–");
}
