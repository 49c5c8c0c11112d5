type Said = { readonly available: number; readonly status: string };

/** Whether a change is worth interrupting for: a threshold was crossed, or a tenth of what was last said is gone or added. */
export function worthSaying(last: Said, now: Said): boolean {
  if (last.status !== now.status) return true;
  return Math.abs(now.available - last.available) >= Math.max(1, Math.abs(last.available) / 10);
}
