import { useSyncExternalStore } from "react";

/** The time of the page, moved on by one timer for every reader. It rests while the page is hidden. */
const TICK_MS = 10_000;
const listeners = new Set<() => void>();
let now = new Date();
let timer: ReturnType<typeof setInterval> | null = null;

export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => now);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    document.addEventListener("visibilitychange", follow);
    follow();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    document.removeEventListener("visibilitychange", follow);
    rest();
  };
}

function follow() {
  rest();
  if (document.visibilityState === "hidden") return;
  tick();
  timer = setInterval(tick, TICK_MS);
}

function rest() {
  if (timer !== null) clearInterval(timer);
  timer = null;
}

function tick() {
  now = new Date();
  for (const listener of listeners) listener();
}
