import { useState } from "react";
import {
  type AlertDraft,
  type AlertErrors,
  checkDrafts,
  EVERY_CHANNEL,
  listChanges,
  refreshDrafts,
  toDrafts,
} from "./alert-drafts.ts";
import type { Alert } from "./use-alerts.ts";

export type AlertPatch = Partial<Pick<AlertDraft, "unit" | "threshold" | "channels" | "isRemoved">>;

const NO_ERRORS: ReadonlyMap<string, AlertErrors> = new Map();

/** The alerts as they are being written, over those in force. */
export function useAlertDrafts(rules: readonly Alert[]) {
  const [drafts, setDrafts] = useState(() => toDrafts(rules));
  const [seen, setSeen] = useState(rules);
  const [errors, setErrors] = useState(NO_ERRORS);
  const [added, setAdded] = useState(0);
  if (seen !== rules) {
    setSeen(rules);
    setDrafts(refreshDrafts(drafts, rules));
  }
  return {
    drafts,
    changes: listChanges(drafts),
    errors,
    change: (id: string, patch: AlertPatch) => {
      setErrors(NO_ERRORS);
      // What was never in force is not kept to be removed.
      setDrafts(
        drafts
          .map((draft) => (draft.id === id ? { ...draft, ...patch } : draft))
          .filter(({ saved, isRemoved }) => saved !== null || !isRemoved),
      );
    },
    add: (line: Pick<AlertDraft, "unit" | "threshold">) => {
      setErrors(NO_ERRORS);
      setAdded(added + 1);
      setDrafts([...drafts, { ...line, id: `new ${added}`, channels: EVERY_CHANNEL, saved: null, isRemoved: false }]);
    },
    /** All alerts to be set, or null when something is wrong; each draft then says what. */
    check: () => {
      const checked = checkDrafts(drafts);
      setErrors(checked.errors ?? NO_ERRORS);
      return checked.rules;
    },
    reset: (inForce: readonly Alert[]) => {
      setErrors(NO_ERRORS);
      setDrafts(toDrafts(inForce));
    },
  };
}
