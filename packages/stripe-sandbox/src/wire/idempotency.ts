/** The answer given under an idempotency key, with what tells the same request from another. */
export interface KeptAnswer {
  readonly id: string;
  readonly fingerprint: string;
  readonly requestId: string;
  readonly status: number;
  readonly body: string;
  /** Real seconds. */
  readonly createdAt: number;
}
