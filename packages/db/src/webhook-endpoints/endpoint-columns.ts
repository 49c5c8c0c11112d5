export const DISABLED_REASONS = ["by_owner", "gone", "failing"] as const;

/** Where a business wants its notices, without what signs for it. */
export type StoredEndpoint = {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  /** By outbox.kind; null wants every one. */
  readonly kinds: readonly string[] | null;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  readonly disabledReason: (typeof DISABLED_REASONS)[number] | null;
  readonly failingSince: Date | null;
  readonly lastDeliveredAt: Date | null;
  /** Until when the secret before the current one signs along; null when there is none. */
  readonly oldSecretSignsUntil: Date | null;
};

export const ENDPOINT_COLUMNS = `
  endpoint.id,
  endpoint.url,
  endpoint.description,
  endpoint.kinds,
  endpoint.created_at as "createdAt",
  endpoint.disabled_at as "disabledAt",
  endpoint.disabled_reason as "disabledReason",
  endpoint.failing_since as "failingSince",
  endpoint.last_delivered_at as "lastDeliveredAt",
  (
    select max(secret.signs_until)
    from webhook_secrets secret
    cross join sandbox_clock
    where secret.business_id = endpoint.business_id
      and secret.endpoint_id = endpoint.id
      and secret.signs_until > clock_timestamp() + sandbox_clock.offset_ms * interval '1 millisecond'
  ) as "oldSecretSignsUntil"`;

/** Money time of the installation, which deliveries keep. */
export const MONEY_NOW = `
clock as (
  select clock_timestamp() + sandbox_clock.offset_ms * interval '1 millisecond' as now
  from sandbox_clock
)`;
