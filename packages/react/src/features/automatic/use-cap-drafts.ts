import { useState } from "react";
import { describeField } from "../../lib/api-error.ts";
import type { WrongField } from "../../lib/problem.ts";
import { type CapDraft, checkDrafts, type DraftErrors, listChanges, refreshDrafts, toDrafts } from "./cap-drafts.ts";
import type { CapNow } from "./use-caps.ts";

const NO_ERRORS: ReadonlyMap<string, DraftErrors> = new Map();

/** The caps as they are being written, over those in force. */
export function useCapDrafts(caps: readonly CapNow[]) {
  const [drafts, setDrafts] = useState(() => toDrafts(caps));
  const [seen, setSeen] = useState(caps);
  const [errors, setErrors] = useState(NO_ERRORS);
  const [added, setAdded] = useState(0);
  if (seen !== caps) {
    setSeen(caps);
    setDrafts(refreshDrafts(drafts, caps));
  }
  return {
    drafts,
    changes: listChanges(drafts),
    errors,
    change: (id: string, patch: Partial<Pick<CapDraft, "agentId" | "every" | "limit" | "isRemoved">>) => {
      setErrors(NO_ERRORS);
      // What was never in force is not kept to be removed.
      setDrafts(
        drafts
          .map((draft) => (draft.id === id ? { ...draft, ...patch } : draft))
          .filter(({ saved, isRemoved }) => saved !== null || !isRemoved),
      );
    },
    add: () => {
      setAdded(added + 1);
      const id = `new ${added}`;
      setDrafts([...drafts, { id, agentId: "", every: "day", limit: "", saved: null, isRemoved: false }]);
    },
    /** All caps to be set, or null when something is wrong; each draft then says what. */
    check: () => {
      const checked = checkDrafts(drafts);
      setErrors(checked.errors ?? NO_ERRORS);
      return checked.caps;
    },
    /** Puts the API's own objections to the drafts it counted; false when they are about none of them. */
    object: (fields: readonly WrongField[]): boolean => {
      const sent = drafts.filter(({ isRemoved }) => !isRemoved);
      const found = new Map<string, DraftErrors>();
      for (const field of fields) {
        const { path } = field;
        const text = describeField(field);
        const [, index, name] = /^caps\.(\d+)(?:\.(\w+))?/.exec(path) ?? [];
        const draft = index === undefined ? undefined : sent[Number(index)];
        if (draft !== undefined) found.set(draft.id, name === "limit" ? { limit: text } : { agentId: text });
      }
      setErrors(found);
      return found.size > 0;
    },
    reset: (inForce: readonly CapNow[]) => {
      setErrors(NO_ERRORS);
      setDrafts(toDrafts(inForce));
    },
  };
}
