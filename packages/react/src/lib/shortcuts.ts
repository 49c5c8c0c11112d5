import { useEffect, useRef } from "react";
import { readPreference } from "./preferences.ts";

export const SHORTCUTS_PREFERENCE = "shortcuts";

/** Single keys for the page, while the component is shown. Off in fields, with modifiers, under a dialog, and where the person turned them off. */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // Either case: the keys work with caps lock too.
      const action = latest.current[event.key] ?? latest.current[event.key.toLowerCase()];
      if (action === undefined || !isShortcut(event)) return;
      if (event.key !== "?" && readPreference(SHORTCUTS_PREFERENCE) === "off") return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** Whether a key press is free to mean something to the page. */
function isShortcut(
  event: Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey" | "defaultPrevented" | "target">,
): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target;
  if (!(target instanceof Element)) return true;
  return target.closest("input, textarea, select, [contenteditable], [role=menu], dialog[open]") === null;
}
