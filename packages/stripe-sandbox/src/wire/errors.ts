/** Every refusal the sandbox answers with. Handlers throw it; the frame turns it into Stripe's error envelope. */
export class StripeError extends Error {
  readonly status: number;
  readonly body: StripeErrorBody;
  readonly keepsChanges: boolean;
  /** Set where the client should be told explicitly whether another try can help. */
  readonly shouldRetry: boolean | null;

  constructor(refusal: Refusal) {
    super(refusal.message);
    const { status, keepsChanges, shouldRetry, ...body } = refusal;
    this.status = status ?? STATUS_BY_TYPE[refusal.type];
    this.keepsChanges = keepsChanges ?? false;
    this.shouldRetry = shouldRetry ?? null;
    this.body = body.code === undefined ? body : { ...body, doc_url: documentationOf(body.code) };
  }
}

export type StripeErrorType = "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";

export interface StripeErrorBody {
  readonly type: StripeErrorType;
  readonly message: string;
  readonly code?: string | undefined;
  readonly param?: string | undefined;
  readonly decline_code?: string | undefined;
  readonly advice_code?: string | undefined;
  readonly network_decline_code?: string | undefined;
  readonly charge?: string | undefined;
  readonly doc_url?: string | undefined;
  readonly payment_intent?: unknown;
  readonly setup_intent?: unknown;
  readonly payment_method?: unknown;
}

export interface Refusal extends StripeErrorBody {
  /** HTTP status, where it is not the usual one of the type. */
  readonly status?: number;
  /** A declined payment is refused and still leaves a failed charge behind: true commits what the handler wrote. */
  readonly keepsChanges?: boolean;
  readonly shouldRetry?: boolean;
}

export function invalidRequest(message: string, more: Omit<Refusal, "type" | "message"> = {}): StripeError {
  return new StripeError({ type: "invalid_request_error", message, ...more });
}

/** `label` is the name the API uses in prose, such as `customer` or `PaymentMethod`. */
export function noSuch(label: string, id: string, param = "id", status = 404): StripeError {
  return invalidRequest(`No such ${label}: '${id}'`, { code: "resource_missing", param, status });
}

const STATUS_BY_TYPE = {
  api_error: 500,
  card_error: 402,
  idempotency_error: 400,
  invalid_request_error: 400,
} as const satisfies Record<StripeErrorType, number>;

function documentationOf(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`;
}
