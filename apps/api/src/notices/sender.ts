import type { DueDelivery } from "@farebox/db/outbox";

export type { DueDelivery, DueNotice } from "@farebox/db/outbox";

/** One way by which notices leave this installation. May be asked twice for one delivery, and must then send the same. */
export type Sender = {
  readonly send: (delivery: DueDelivery) => Promise<SendResult>;
  /**
   * Whether the way is open again after it was closed to everybody: a mail server that answers. What waited because of it is
   * then due at once. Left out where each recipient has a way of its own.
   */
  readonly probe?: () => Promise<boolean>;
};

export type SendResult =
  | { readonly outcome: "delivered"; readonly status?: number }
  /** It may work later. `afterSeconds` is what the other side asked for; otherwise it waits longer each time. */
  | {
      readonly outcome: "retry";
      readonly why: string;
      readonly status?: number;
      readonly afterSeconds?: number;
      /**
       * Nobody was there to answer: the mail server, or this endpoint. What else is due the same way waits as long, without
       * being tried in vain, and is due at once when anything gets through.
       */
      readonly isWayClosed?: boolean;
    }
  /** It never will. */
  | { readonly outcome: "failed"; readonly why: string; readonly status?: number }
  /** Nobody wants it any more: the endpoint was removed, the person left. */
  | { readonly outcome: "dropped"; readonly why: string };
