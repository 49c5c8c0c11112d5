/** One way by which notices leave this installation. May be asked twice for one delivery, and must then send the same. */
export type Sender = {
  readonly send: (delivery: DueDelivery) => Promise<SendResult>;
  /**
   * Whether the way is open again after it was closed to everybody: a mail server that answers. Deliveries that waited
   * because of it are then due at once. Left out where each recipient has a way of its own.
   */
  readonly probe?: () => Promise<boolean>;
};

/** A notice that is to reach one recipient now. */
export type DueDelivery = {
  readonly businessId: string;
  /** The same for every attempt. */
  readonly deliveryId: string;
  /** A person's id for mail, an endpoint's for webhooks. */
  readonly recipient: string;
  /** From 1, this one included. */
  readonly attempt: number;
  readonly notice: DueNotice;
};

export type DueNotice = {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  /** Money time, in milliseconds. */
  readonly occurredAt: number;
};

export type SendResult =
  | { readonly outcome: "delivered"; readonly status?: number }
  /** It may work later. `afterSeconds` is what the other side asked for; otherwise it waits longer each time. */
  | {
      readonly outcome: "retry";
      readonly why: string;
      readonly status?: number;
      readonly afterSeconds?: number;
      /** Nobody can be reached this way now, so what waits goes out as soon as `probe` says that it is open again. */
      readonly isWayClosed?: boolean;
    }
  /** It never will. */
  | { readonly outcome: "failed"; readonly why: string; readonly status?: number }
  /** Nobody wants it any more: the endpoint was removed, the person left. */
  | { readonly outcome: "dropped"; readonly why: string };
