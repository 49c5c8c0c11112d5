/** One event on its way to one endpoint. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly eventType: string;
  readonly endpoint: string;
  /** `held` waits to be sent out of order; `dropped` was lost on purpose. */
  readonly state: "pending" | "held" | "delivered" | "failed" | "dropped";
  readonly attempts: readonly DeliveryAttempt[];
  /** Sandbox seconds of the next try; null when none is planned. */
  readonly nextAttemptAt: number | null;
  /** Of deliveries due together the lower goes first. */
  readonly order: number;
}

export interface DeliveryAttempt {
  /** Sandbox seconds. */
  readonly at: number;
  /** Null when no answer came. */
  readonly responseStatus: number | null;
  readonly failure: string | null;
}
