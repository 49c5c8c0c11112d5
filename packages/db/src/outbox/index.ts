/** What the ways of notices, and the list of them, ask of the database. */
export {
  claimDeliveries,
  DELIVERY_CHANNELS,
  type DeliveryChannel,
  type DueDelivery,
  type DueNotice,
} from "./claim-deliveries.ts";
export { countDueNotices, type DeliveryLag, isWayClosed, readDeliveryLag } from "./delivery-lag.ts";
export { type FannedOut, fanOutNotices, listWaitingNotices, type WaitingNotice } from "./fan-out.ts";
export { finishDelivery, openWay, postponeDelivery, type Way } from "./finish-delivery.ts";
export { type AskedNotices, countUnread, type ListedNotice, listNotices } from "./list-notices.ts";
export { readMailRecipient } from "./mail-recipient.ts";
export { listUnwantedKinds, markNoticesRead, setMailPreference } from "./read-notices.ts";
