import type { Instant } from "@farebox/billing-core";

/** RFC 3339 in UTC with milliseconds, as every answer has it. */
export function toInstantText(at: Instant): string {
  return new Date(at).toISOString();
}

export function toInstantTextOrNull(at: Instant | null): string | null {
  return at === null ? null : toInstantText(at);
}

/** What a schema has let through as RFC 3339; what is finer than a millisecond is cut off. */
function fromInstantText(text: string): Instant {
  return Date.parse(text);
}

export function fromInstantTextOrNull(text: string | undefined): Instant | null {
  return text === undefined ? null : fromInstantText(text);
}
