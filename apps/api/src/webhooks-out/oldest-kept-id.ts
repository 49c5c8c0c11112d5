/** The least id that a row can have which is not older than the log is kept: ids begin with the milliseconds they were made at. */
export function oldestKeptId(nowMs: number): string {
  const time = Math.max(nowMs - KEPT_DAYS * 86_400_000, 0)
    .toString(16)
    .padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

const KEPT_DAYS = 30;
