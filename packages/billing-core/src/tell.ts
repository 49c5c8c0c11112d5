import type { AccountDraft } from "./account-draft.ts";
import type { Instant } from "./instants.ts";
import type { Notice, NoticeChannel, NoticeKind, NoticePayloads } from "./notices.ts";

/** Adds a notice to what this fold writes: it is there exactly if what it tells of is. */
export function tell<Kind extends NoticeKind>(draft: AccountDraft, told: Told<Kind>): void {
  const { context } = draft;
  const { channels = null, occurredAt = context.now, dedupeKey, kind, payload } = told;
  draft.notices.push({ id: context.newId(), dedupeKey, kind, payload, channels, occurredAt } as Notice);
}

type Told<Kind extends NoticeKind> = {
  readonly kind: Kind;
  /** Names the fact, so that it is told once however often it is heard of. */
  readonly dedupeKey: string;
  readonly payload: NoticePayloads[Kind];
  readonly channels?: readonly NoticeChannel[];
  readonly occurredAt?: Instant;
};
