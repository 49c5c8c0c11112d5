import type { BillingErrorCode } from "@farebox/billing-core";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc";

/**
 * Every code a caller can be answered with: the one table behind HTTP statuses, tRPC codes, the OpenAPI document and
 * `docs/errors.md`. `retryable` says whether the very same request can succeed later without anybody acting.
 */
export const ERROR_TABLE = {
  validation_failed: {
    status: 400,
    trpcCode: "BAD_REQUEST",
    isRetryable: false,
    message: "The request does not have the expected form.",
    details: ["fields", "hold"],
    remedy:
      "Correct the fields named in `fields`; each has the path of the value and what is wrong with it. `hold` is the state of the call it was about.",
  },
  invalid_signature: {
    status: 400,
    trpcCode: "BAD_REQUEST",
    isRetryable: false,
    message: "The delivery is not signed as it should be.",
    details: [],
    remedy: "Only the payment provider calls this address. Check the signing secret of its webhook endpoint.",
  },
  unauthenticated: {
    status: 401,
    trpcCode: "UNAUTHORIZED",
    isRetryable: false,
    message: "Nobody is signed in, or the key or token is not valid.",
    details: [],
    remedy: "Sign in again, or send a key that was not revoked as `Authorization: Bearer fb_…`.",
  },
  insufficient_tokens: {
    status: 402,
    trpcCode: "PAYMENT_REQUIRED",
    isRetryable: false,
    message: "There are not enough tokens for this.",
    details: ["available", "debt", "required", "shortBy"],
    remedy:
      "Buy at least `shortBy` tokens: they repay debt first. The key was not taken: the same event can be sent again afterwards.",
  },
  below_call_floor: {
    status: 402,
    trpcCode: "PAYMENT_REQUIRED",
    isRetryable: false,
    message: "The balance is below the least that may start a call.",
    details: ["available", "floor"],
    remedy: "Buy tokens, then start the call.",
  },
  cap_reached: {
    status: 402,
    trpcCode: "PAYMENT_REQUIRED",
    isRetryable: false,
    message: "One more call could go beyond a cap.",
    details: ["cap", "used", "resetsAt"],
    remedy: "Wait until `resetsAt` or until a live call ends, or raise the cap. `used` counts what live calls hold.",
  },
  concurrency_limit: {
    status: 402,
    trpcCode: "PAYMENT_REQUIRED",
    isRetryable: false,
    message: "As many calls are live as may be at once.",
    details: ["limit"],
    remedy: "Start the call once one of the live ones has ended.",
  },
  card_declined: {
    status: 402,
    trpcCode: "PAYMENT_REQUIRED",
    isRetryable: false,
    message: "The card was declined.",
    details: ["declineCode"],
    remedy: "Nothing was charged. Try another payment method, or ask the bank; `declineCode` says what it told us.",
  },
  payment_action_required: {
    status: 402,
    trpcCode: "PAYMENT_REQUIRED",
    isRetryable: false,
    message: "The bank asks for a confirmation.",
    details: ["url"],
    remedy: "Open `url` and confirm the payment there. Nothing is charged before that.",
  },
  forbidden: {
    status: 403,
    trpcCode: "FORBIDDEN",
    isRetryable: false,
    message: "The caller may not do this.",
    details: ["required"],
    remedy: "Use an account with the role, or a key with the scope, that `required` names.",
  },
  business_suspended: {
    status: 403,
    trpcCode: "FORBIDDEN",
    isRetryable: false,
    message: "The business is suspended.",
    details: ["reason"],
    remedy: "Ask the operator; reading stays possible.",
  },
  not_found: {
    status: 404,
    trpcCode: "NOT_FOUND",
    isRetryable: false,
    message: "There is nothing here.",
    details: [],
    remedy: "Check the address and the id. What belongs to another business answers exactly like what does not exist.",
  },
  method_not_allowed: {
    status: 405,
    trpcCode: "METHOD_NOT_SUPPORTED",
    isRetryable: false,
    message: "This address does not take that method.",
    details: [],
    remedy: "Use one of the methods in the `Allow` header.",
  },
  request_timeout: {
    status: 408,
    trpcCode: "TIMEOUT",
    isRetryable: true,
    message: "The request was not received in time.",
    details: [],
    remedy: "Send it again; with its key it has one effect.",
  },
  idempotency_mismatch: {
    status: 409,
    trpcCode: "CONFLICT",
    isRetryable: false,
    message: "This key was used before with other content.",
    details: ["field"],
    remedy: "`field` names what differs. Use a new key for a new fact, or send the first content again.",
  },
  hold_not_open: {
    status: 409,
    trpcCode: "CONFLICT",
    isRetryable: false,
    message: "The call has ended already.",
    details: ["hold"],
    remedy: "`hold` is its final state. Nothing was changed.",
  },
  payment_mismatch: {
    status: 409,
    trpcCode: "CONFLICT",
    isRetryable: false,
    message: "A payment says something else than what it is for.",
    details: ["field", "expected", "got"],
    remedy: "Nothing was granted. An operator looks at the payment; it reaches no customer.",
  },
  already_on_plan: {
    status: 409,
    trpcCode: "CONFLICT",
    isRetryable: false,
    message: "The business has this plan already.",
    details: [],
    remedy: "Nothing was changed and nothing was charged.",
  },
  already_subscribed: {
    status: 409,
    trpcCode: "CONFLICT",
    isRetryable: false,
    message: "The business has a subscription already.",
    details: [],
    remedy: "Change the subscription there is instead of making a second one. Nothing was charged.",
  },
  provider_refused: {
    status: 409,
    trpcCode: "CONFLICT",
    isRetryable: false,
    message: "The payment provider does not accept this.",
    details: ["reason"],
    remedy: "Nothing was charged. `reason` is the provider's own word for it; an operator finds the rest in the log.",
  },
  payload_too_large: {
    status: 413,
    trpcCode: "PAYLOAD_TOO_LARGE",
    isRetryable: false,
    message: "The request is too large.",
    details: ["fields"],
    remedy: "A body has at most 4 MiB, an event's metadata at most 1 KiB. Split the batch.",
  },
  unsupported_media_type: {
    status: 415,
    trpcCode: "UNSUPPORTED_MEDIA_TYPE",
    isRetryable: false,
    message: "The body must be JSON.",
    details: [],
    remedy: "Send `Content-Type: application/json` and no content encoding.",
  },
  unknown_service: {
    status: 422,
    trpcCode: "UNPROCESSABLE_CONTENT",
    isRetryable: false,
    message: "No rate card in force knows this service.",
    details: ["service", "known"],
    remedy: "Use one of the services in `known`.",
  },
  unknown_plan: {
    status: 422,
    trpcCode: "UNPROCESSABLE_CONTENT",
    isRetryable: false,
    message: "There is no such plan to subscribe to.",
    details: ["known"],
    remedy: "Use one of the plans in `known`.",
  },
  unknown_package: {
    status: 422,
    trpcCode: "UNPROCESSABLE_CONTENT",
    isRetryable: false,
    message: "There is no such package.",
    details: ["known"],
    remedy: "Use one of the packages in `known`.",
  },
  rate_limited: {
    status: 429,
    trpcCode: "TOO_MANY_REQUESTS",
    isRetryable: true,
    message: "Too many requests.",
    details: [],
    remedy: "Wait as long as `Retry-After` says, then send the same request again.",
  },
  internal: {
    status: 500,
    trpcCode: "INTERNAL_SERVER_ERROR",
    isRetryable: false,
    message: "Something went wrong on our side.",
    details: [],
    remedy: "Report the `requestId`. Sending the request again with its key is safe.",
  },
  overloaded: {
    status: 503,
    trpcCode: "SERVICE_UNAVAILABLE",
    isRetryable: true,
    message: "There is more work than can be taken on right now.",
    details: [],
    remedy: "Wait as long as `Retry-After` says, then send the same request again.",
  },
  unavailable: {
    status: 503,
    trpcCode: "SERVICE_UNAVAILABLE",
    isRetryable: true,
    message: "The service cannot do this right now.",
    details: [],
    remedy:
      "Wait as long as `Retry-After` says, then send the same request again with the same key. In a batch of which other events were decided this is a refused event with `retryable: true`.",
  },
  provider_unavailable: {
    status: 503,
    trpcCode: "SERVICE_UNAVAILABLE",
    isRetryable: true,
    message: "The payment provider cannot be reached right now.",
    details: [],
    remedy:
      "Wait as long as `Retry-After` says, then send the same request again with the same key: it is charged once.",
  },
  catalog_not_synced: {
    status: 503,
    trpcCode: "SERVICE_UNAVAILABLE",
    isRetryable: true,
    message: "This is not on sale yet: the payment provider does not know its price.",
    details: ["missing"],
    remedy: "An operator runs `npm run stripe:sync -- --apply`. `missing` is the price it would make.",
  },
  ledger_conflict: {
    status: 503,
    trpcCode: "SERVICE_UNAVAILABLE",
    isRetryable: true,
    message: "The account was too busy to decide this in time.",
    details: [],
    remedy: "Send the same request again with the same key. In a batch this is a refused event with `retryable: true`.",
  },
} as const satisfies Record<string, ErrorRow> & Record<BillingErrorCode, ErrorRow>;

export type ErrorCode = keyof typeof ERROR_TABLE;

export type ErrorRow = {
  readonly status: number;
  readonly trpcCode: TRPC_ERROR_CODE_KEY;
  readonly isRetryable: boolean;
  readonly message: string;
  /** What stands beside the code, in `details` or (for `fields`) in the error itself. */
  readonly details: readonly string[];
  readonly remedy: string;
};
