/**
 * The refusals a card can meet, with the words and codes the provider uses for each.
 *
 * Sources: https://docs.stripe.com/declines/codes, https://docs.stripe.com/error-codes, https://docs.stripe.com/testing#declined-payments.
 */
export const DECLINES = {
  generic_decline: {
    code: "card_declined",
    declineCode: "generic_decline",
    message: "Your card was declined.",
    param: null,
    networkDeclineCode: "01",
    adviceCode: "try_again_later",
    sellerMessage: "The bank did not return any further details with this decline.",
    isBlocked: false,
  },
  insufficient_funds: issuer({
    declineCode: "insufficient_funds",
    message: "Your card has insufficient funds.",
    networkDeclineCode: "51",
    adviceCode: "try_again_later",
  }),
  lost_card: issuer({
    declineCode: "lost_card",
    message: "Your card was declined.",
    networkDeclineCode: "41",
    adviceCode: "do_not_try_again",
  }),
  stolen_card: issuer({
    declineCode: "stolen_card",
    message: "Your card was declined.",
    networkDeclineCode: "43",
    adviceCode: "do_not_try_again",
  }),
  card_velocity_exceeded: issuer({
    declineCode: "card_velocity_exceeded",
    message: "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.",
    networkDeclineCode: "65",
    adviceCode: "try_again_later",
  }),
  authentication_required: issuer({
    code: "authentication_required",
    declineCode: "authentication_required",
    message: "Your card was declined. This transaction requires authentication.",
    networkDeclineCode: "1A",
    adviceCode: null,
  }),
  expired_card: issuer({
    code: "expired_card",
    declineCode: "expired_card",
    message: "Your card has expired.",
    param: "exp_month",
    networkDeclineCode: "54",
    adviceCode: "do_not_try_again",
  }),
  incorrect_cvc: issuer({
    code: "incorrect_cvc",
    declineCode: "incorrect_cvc",
    message: "Your card's security code is incorrect.",
    param: "cvc",
    networkDeclineCode: "N7",
    adviceCode: "confirm_card_data",
  }),
  processing_error: issuer({
    code: "processing_error",
    declineCode: "processing_error",
    message: "An error occurred while processing your card. Try again in a little bit.",
    networkDeclineCode: "96",
    adviceCode: "try_again_later",
  }),
  fraudulent: {
    code: "card_declined",
    declineCode: "fraudulent",
    message: "Your card was declined.",
    param: null,
    networkDeclineCode: null,
    adviceCode: null,
    sellerMessage: "Stripe blocked this payment as too risky.",
    isBlocked: true,
  },
} as const satisfies Record<string, Decline>;

export type DeclineKind = keyof typeof DECLINES;

export interface Decline {
  readonly code: string;
  readonly declineCode: string;
  readonly message: string;
  readonly param: string | null;
  readonly networkDeclineCode: string | null;
  readonly adviceCode: string | null;
  readonly sellerMessage: string;
  /** Refused by the provider's own risk check, so that the bank was never asked. */
  readonly isBlocked: boolean;
}

function issuer(decline: {
  code?: string;
  declineCode: string;
  message: string;
  param?: string;
  networkDeclineCode: string;
  adviceCode: string | null;
}): Decline {
  return {
    code: "card_declined",
    param: null,
    ...decline,
    sellerMessage: `The bank returned the decline code \`${decline.declineCode}\`.`,
    isBlocked: false,
  };
}
