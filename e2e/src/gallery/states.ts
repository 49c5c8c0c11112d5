/** Every state of the gallery by its name in the address; a test compares them with the gallery's index. */
export const STATES = [
  ...list("hero", ["loading", "trial", "healthy", "low", "critical", "zero", "overdrawn", "held-only", "live"]),
  ...list("hero", ["forecast-unknown", "stale", "error-known", "error", "member", "suspended", "test-mode"]),
  ...list("hero", ["million", "names", "largest"]),
  ...list("plan", ["none", "trialing", "active", "scheduled", "ending", "past-due", "unpaid", "managed"]),
  ...list("purchase", ["idle", "previewing", "bank", "processing", "delayed", "succeeded", "declined", "once"]),
  ...list("table", ["waiting", "empty", "filtered", "next-failed", "end", "names", "call"]),
  ...list("usage", ["chart", "table", "names", "empty", "failed", "much"]),
  ...list("dialog", ["receipt", "cancel", "top-up"]),
  ...list("form", ["unsaved", "part-refused", "member", "payment", "details"]),
];

function list(group: string, names: readonly string[]): readonly string[] {
  return names.map((name) => `${group}-${name}`);
}
