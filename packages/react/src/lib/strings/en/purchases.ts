export const purchases = {
  title: "Payment",
  close: "Close",
  loading: "Looking up your payment",
  waiting: {
    badge: "Confirming",
    purchase: (price: string, tokens: string) =>
      `Your payment of ${price} is being confirmed. ${tokens} tokens appear here as soon as it is; there is nothing else to do.`,
    plan: (plan: string) =>
      `Your payment for ${plan} is being confirmed. The plan and its tokens appear here as soon as it is; there is nothing else to do.`,
    long: "This takes longer than usual. You can close this page: nothing is lost, and nothing is charged twice.",
    notPaid: "Not paid yet?",
    back: "Back to the payment page",
  },
  processing: {
    badge: "Processing",
    text: (price: string, tokens: string) =>
      `Your bank is working on ${price}. ${tokens} tokens appear here when it is done; there is nothing else to do.`,
  },
  paid: {
    badge: "Paid",
    purchase: (tokens: string) => `${tokens} tokens added.`,
    facts: (price: string, clock: string) => `${price}, paid ${clock}. They never expire.`,
    withBonus: (tokens: string, bonus: string) => `${tokens} + ${bonus} bonus.`,
    plan: (plan: string) => `You are on ${plan}.`,
    planFacts: (tokens: string, date: string) => `${tokens} tokens a month. The next payment is on ${date}.`,
    card: "Your card is saved.",
    cardFacts: "It can pay for packages, plans and automatic top-up.",
    history: "See it in the history",
  },
  canceled: {
    badge: "Not paid",
    purchase: (name: string, price: string) => `You left before paying ${price} for ${name}. Nothing was charged.`,
    plan: (plan: string) => `You left before paying for ${plan}. Nothing was charged, and your plan is as it was.`,
    card: "You left before saving a card. Nothing was changed.",
    goOn: "Continue to payment",
    again: "Choose again",
  },
  failed: {
    badge: "Declined",
    text: (price: string, why: string | null) =>
      why === null
        ? `The ${price} charge did not go through. Nothing was added. Try another card.`
        : `Your bank declined the ${price} charge (${why}). Nothing was added. Try another card.`,
    again: "Try again",
  },
  expired: {
    badge: "Expired",
    text: (name: string, price: string) => `The payment page for ${name} (${price}) has expired. Nothing was charged.`,
    again: "Start again",
  },
  missing: "There is no such payment in this business.",
  lookupFailed: "We could not look up your payment. Nothing is charged twice; try again.",
  declines: {
    insufficient_funds: "insufficient funds",
    expired_card: "the card has expired",
    lost_card: "the card was reported",
    stolen_card: "the card was reported",
    incorrect_cvc: "the security code is wrong",
    processing_error: "the bank had a problem; it may work in a minute",
    authentication_required: "the bank wants to confirm it is you",
    card_velocity_exceeded: "the card is over its limit",
  } as Readonly<Record<string, string>>,
  errors: {
    card_declined: (why: string | null) =>
      why === null
        ? "Your bank declined the charge. Nothing was added. Try another card."
        : `Your bank declined the charge (${why}). Nothing was added. Try another card.`,
    provider_unavailable:
      "The payment provider does not answer. Nothing was charged. Try again: you will not pay twice. Your balance and calls are not affected.",
    catalog_not_synced: "This cannot be sold yet: its price is not with the payment provider. Nothing was charged.",
    business_suspended: "The business is suspended: nothing can be bought. Nothing was charged.",
    already_on_plan: "You are on this plan already.",
    already_subscribed: "There is a subscription already. Nothing was charged.",
    payment_overdue: "Settle the open payment first; then the plan can be changed.",
    payment_action_required: "Your bank wants to confirm it is you.",
    idempotency_mismatch: "This was started with something else. Close it and choose again. Nothing was charged twice.",
    unknown_plan: "This plan is not on sale any more. Nothing was charged.",
    unknown_package: "This package is not on sale any more. Nothing was charged.",
  } as Readonly<Record<string, string | ((why: string | null) => string)>>,
};
