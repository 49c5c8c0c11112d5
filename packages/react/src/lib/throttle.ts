export type Throttled = { readonly run: () => void; readonly stop: () => void };

/** Runs at once, then at most once per `everyMs`; a call in between is kept and run at the end of it. */
export function throttle(action: () => void, everyMs: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isWaiting = false;
  const tick = () => {
    timer = null;
    if (!isWaiting) return;
    isWaiting = false;
    start();
  };
  const start = () => {
    timer = setTimeout(tick, everyMs);
    action();
  };
  return {
    run: () => {
      if (timer === null) start();
      else isWaiting = true;
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      isWaiting = false;
    },
  };
}
