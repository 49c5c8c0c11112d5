/** What the ways of notices, and the list of them, ask of the database. */

export { listRunwayBusinesses } from "../alerts/list-runway-businesses.ts";
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
export { insertNotice } from "./insert-notice.ts";
export { type ExpiringGrant, expiringGrantKey, listExpiringGrants } from "./list-expiring-grants.ts";
export { type AskedNotices, countUnread, type ListedNotice, listNotices } from "./list-notices.ts";
export { listUsedDays, type UsedDays } from "./list-used-days.ts";
export { readMailRecipient } from "./mail-recipient.ts";
export { listUnwantedKinds, markNoticesRead, setMailPreference } from "./read-notices.ts";
export { removeOldDeliveries } from "./remove-old-deliveries.ts";
