import { randomUUID } from "node:crypto";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { fanOutNotices } from "../outbox/fan-out.ts";
import { closeWay, finishDelivery, openWay, postponeDelivery } from "../outbox/finish-delivery.ts";
import { countUnread, listNotices } from "../outbox/list-notices.ts";
import { readMailRecipient } from "../outbox/mail-recipient.ts";
import { listUnwantedKinds, markNoticesRead, setMailPreference } from "../outbox/read-notices.ts";
import type { Ask } from "./statements-of-a-business.ts";

/** What is done about notices of one business, asked about the own one with ids of another. */
export const STATEMENTS_OF_NOTICES: Readonly<Record<string, (sql: SqlRunner, ask: Ask) => Promise<unknown>>> = {
  fanOutNotices: (sql, { businessId, id }) =>
    fanOutNotices(sql, [
      { businessId, noticeId: id, deliveries: [{ id: randomUUID(), channel: "webhook", recipient: id }] },
    ]),
  finishDelivery: (sql, { businessId, id }) =>
    finishDelivery(sql, { ...deliveryOf({ businessId, id }), status: "delivered", lastStatus: 200, lastError: null }),
  postponeDelivery: (sql, { businessId, id }) =>
    postponeDelivery(sql, {
      ...deliveryOf({ businessId, id }),
      attempt: 0,
      afterSeconds: 60,
      giveUpAfterDays: 5,
      leastAttempts: 3,
      isWayClosed: true,
      lastStatus: null,
      lastError: "nobody there",
    }),
  openWay: (sql, { businessId, id }) => openWay(sql, { channel: "webhook", businessId, recipient: id }),
  closeWay: (sql, { businessId, id }) => closeWay(sql, { channel: "webhook", businessId, recipient: id }, 60),
  readMailRecipient: (sql, { businessId, id }) =>
    readMailRecipient(sql, { businessId, userId: id, kind: "balance_low" }),
  listNotices: (sql, { businessId, id }) =>
    Promise.all([null, id].map((beforeId) => listNotices(sql, { businessId, userId: id, beforeId, limit: 200 }))),
  countUnread: (sql, { businessId, id }) => countUnread(sql, { businessId, userId: id }),
  markNoticesRead: (sql, { businessId, id }) =>
    Promise.all([null, [id]].map((ids) => markNoticesRead(sql, { businessId, userId: "foreign", ids }))),
  listUnwantedKinds: (sql, { businessId }) => listUnwantedKinds(sql, { businessId, userId: "foreign" }),
  setMailPreference: (sql, { businessId, id }) =>
    Promise.all(
      ["foreign", id].flatMap((userId) =>
        [true, false].map((email) => setMailPreference(sql, { businessId, userId, kinds: ["unusual_day"], email })),
      ),
    ),
};

function deliveryOf({ businessId, id }: Pick<Ask, "businessId" | "id">) {
  return { businessId, deliveryId: id, channel: "webhook", recipient: id } as const;
}
