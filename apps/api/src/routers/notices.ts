import type { ListedNotice } from "@farebox/db/outbox";
import { describeNotice } from "@farebox/notices";
import { english } from "@farebox/notices/words/en.ts";
import { noticeAddress } from "../notices/notice-address.ts";
import { toSaidNotice } from "../notices/notice-wire.ts";
import { memberProcedure, readProcedure, router } from "../trpc/procedures.ts";
import { getNoticePreferences } from "../use-cases/get-notice-preferences.ts";
import { listNotices } from "../use-cases/list-notices.ts";
import { markNoticesRead } from "../use-cases/mark-notices-read.ts";
import { setNoticePreferences } from "../use-cases/set-notice-preferences.ts";
import {
  getPreferencesInput,
  listNoticesInput,
  noticesAnswer,
  preferencesAnswer,
  readNoticesInput,
  setPreferencesInput,
  unreadAnswer,
} from "./notices-schemas.ts";
import { orThrow } from "./or-throw.ts";
import { toInstantText, toInstantTextOrNull } from "./wire-instants.ts";

const tag = "Notices";

/** What a business is told, as a list; and who wants what of it by mail. */
export const noticesRouter = router({
  list: readProcedure
    .meta({ rest: { method: "GET", path: "/notices", tag, summary: "What the business was told, newest first" } })
    .input(listNoticesInput)
    .output(noticesAnswer)
    .query(async ({ ctx, input }) => {
      const { businessId, caller: reader } = ctx;
      const asked = { reader, businessId, cursor: input.cursor ?? null, limit: input.limit };
      const { items, nextCursor, unread, timeZone } = orThrow(await listNotices(ctx.deps, asked));
      return { items: items.map((item) => toAnswer(item, { businessId, timeZone })), nextCursor, unread };
    }),

  read: memberProcedure
    .meta({ rest: { method: "POST", path: "/notices/read", tag, summary: "Note what the caller has read" } })
    .input(readNoticesInput)
    .output(unreadAnswer)
    .mutation(({ ctx, input }) => {
      const { businessId, person } = ctx;
      return markNoticesRead(ctx.deps, { businessId, userId: person.userId, ids: input.ids ?? null });
    }),

  preferences: memberProcedure
    .meta({
      rest: { method: "GET", path: "/notices/preferences", tag, summary: "Which kinds the caller gets by mail" },
    })
    .input(getPreferencesInput)
    .output(preferencesAnswer)
    .query(async ({ ctx }) => {
      const person = { businessId: ctx.businessId, userId: ctx.person.userId };
      return { items: [...(await getNoticePreferences(ctx.deps, person))] };
    }),

  setPreferences: memberProcedure
    .meta({ rest: { method: "PUT", path: "/notices/preferences", tag, summary: "Choose which kinds come by mail" } })
    .input(setPreferencesInput)
    .output(preferencesAnswer)
    .mutation(async ({ ctx, input }) => {
      const person = { businessId: ctx.businessId, userId: ctx.person.userId };
      orThrow(await setNoticePreferences(ctx.deps, { ...person, preferences: input.items }));
      return { items: [...(await getNoticePreferences(ctx.deps, person))] };
    }),
});

function toAnswer(
  { notice, readAt }: ListedNotice,
  { businessId, timeZone }: { readonly businessId: string; readonly timeZone: string },
) {
  const said = toSaidNotice(notice);
  const { title, lead, advice, link } = describeNotice(said, { words: english, locale: "en", timeZone });
  return {
    id: notice.id,
    kind: notice.kind,
    title,
    text: `${lead} ${advice}`,
    link: { label: link.label, url: noticeAddress(link, { businessId }) },
    details: { ...said.data },
    createdAt: toInstantText(notice.occurredAt),
    readAt: toInstantTextOrNull(readAt),
  };
}
