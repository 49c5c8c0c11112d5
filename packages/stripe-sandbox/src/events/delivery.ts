/** One event on its way to one endpoint. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly endpoint: string;
  readonly state: "pending" | "delivered" | "failed" | "dropped";
  readonly attempts: readonly DeliveryAttempt[];
  /** Sandbox seconds of the next try; null when none is planned. */
  readonly nextAttemptAt: number | null;
}

export interface DeliveryAttempt {
  readonly at: number;
  /** Null when no answer came. */
  readonly responseStatus: number | null;
  readonly failure: string | null;
}
