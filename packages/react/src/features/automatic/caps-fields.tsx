import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatTokens } from "../../lib/format-number.ts";
import { keepFocus, moveFocus } from "../../lib/move-focus.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { readProblem } from "../../lib/problem.ts";
import type { CapDraft } from "./cap-drafts.ts";
import { CapRow, nameCap } from "./cap-row.tsx";
import { viewCapUse } from "./cap-use-view.ts";
import { NotSaved, useFormPart } from "./form-parts.ts";
import { useCapDrafts } from "./use-cap-drafts.ts";
import type { CapNow, useCaps } from "./use-caps.ts";

const words = pageStrings.caps;

/** All caps, as a part of the form they are saved with. */
export function CapsFields({
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
  const [isSaved, setSaved] = useState(false);
  const fields = useRef<HTMLDivElement>(null);
  useFormPart("caps", {
    changes: changes.map(describeChange),
    check: () => check() !== null,
    save: async () => {
      const answer = await set.mutateAsync({ caps: [...(check() ?? [])] }).catch((error: unknown) => {
        if (!object(readProblem(error)?.fields ?? [])) throw error;
        moveFocus(fields.current, "[aria-invalid]");
        throw new NotSaved();
      });
      reset(answer.caps);
      setSaved(true);
    },
    discard: () => {
      set.reset();
      reset(caps);
    },
  });
  const addAndFocus = () => {
    setSaved(false);
    add();
    moveFocus(fields.current, "li:last-child input");
  };
  return (
    <div ref={fields}>
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
                  setSaved(false);
                  change(draft.id, patch);
                  if (patch.isRemoved !== undefined)
                    keepFocus(fields.current, `[data-cap="${CSS.escape(draft.id)}"] button`);
                }}
              />
            ))}
          </ul>
          <div className="mt-3">
            <AddButton onClick={addAndFocus} />
          </div>
        </>
      )}
      <p role="status" className="mt-2 min-h-5 text-table text-good">
        {isSaved && changes.length === 0 && words.saved}
      </p>
    </div>
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
