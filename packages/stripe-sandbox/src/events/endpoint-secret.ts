/** What signs an endpoint's deliveries. During a roll an endpoint has several. */
export interface EndpointSecret {
  readonly id: string;
  readonly endpoint: string;
  /** Sandbox seconds; null while it is the current one. */
  readonly expiresAt: number | null;
}
