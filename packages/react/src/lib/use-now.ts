import { useSyncExternalStore } from "react";

/**
 * The time of the page, moved on by one timer for every reader: every ten seconds, or every second while something that
 * counts seconds is shown. It rests while the page is hidden.
 */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => now);
}

/** The same time for what counts seconds, in milliseconds. */
export function useSecond(): number {
  return useSyncExternalStore(subscribeToSeconds, () => second);
}

const SECOND_MS = 1_000;
const TICK_MS = 10_000;
const listeners = new Set<() => void>();
const secondListeners = new Set<() => void>();
let now = new Date();
let second = now.getTime();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  return listen(listeners, listener);
}

function subscribeToSeconds(listener: () => void): () => void {
  return listen(secondListeners, listener);
}

function listen(own: Set<() => void>, listener: () => void): () => void {
  const readers = countReaders();
  own.add(listener);
  if (readers === 0) document.addEventListener("visibilitychange", follow);
  // Whoever is the first of its kind changes the pace.
  if (own.size === 1) follow();
  return () => {
    own.delete(listener);
    if (countReaders() === 0) {
      document.removeEventListener("visibilitychange", follow);
      rest();
    } else if (own.size === 0) follow();
  };
}

function countReaders(): number {
  return listeners.size + secondListeners.size;
}

function follow() {
  rest();
  if (document.visibilityState === "hidden") return;
  tick();
  timer = setInterval(tick, secondListeners.size > 0 ? SECOND_MS : TICK_MS);
}

function rest() {
  if (timer !== null) clearInterval(timer);
  timer = null;
}

function tick() {
  second = Date.now();
  for (const listener of secondListeners) listener();
  // Half a second early counts: timers are not exact, and the next chance is a second away.
  if (second - now.getTime() < TICK_MS - SECOND_MS / 2) return;
  now = new Date(second);
  for (const listener of listeners) listener();
}
