import { useSyncExternalStore } from "react";

/** Choices of this browser. They are conveniences: where storage is forbidden they last as long as the page. */
const memory = new Map<string, string>();
const listeners = new Set<() => void>();

export function usePreference(name: string, fallback: string): [value: string, set: (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => readPreference(name) ?? fallback);
  return [value, (next) => writePreference(name, next)];
}

export function readPreference(name: string): string | null {
  const held = memory.get(name);
  if (held !== undefined) return held;
  try {
    return localStorage.getItem(`farebox.${name}`);
  } catch {
    return null;
  }
}

export function writePreference(name: string, value: string): void {
  memory.set(name, value);
  try {
    localStorage.setItem(`farebox.${name}`, value);
  } catch {
    // Kept in memory only.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key?.startsWith("farebox.")) {
      memory.delete(event.key.slice("farebox.".length));
      listener();
    }
  };
  listeners.add(listener);
  window.addEventListener("storage", onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", onStorage);
  };
}
