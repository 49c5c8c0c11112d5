export const banners = {
  label: "Needs attention",
  pastDue: (price: string | null) =>
    price === null
      ? "Your last payment failed. Tokens you have stay usable."
      : `Your last payment of ${price} failed. Tokens you have stay usable.`,
  payNow: "Pay now",
  incomplete: "The first payment of your plan is not complete. Nothing is charged until you finish it.",
  finish: "See plans",
  paused: (plan: string) => `${plan} is paused: nothing is charged, and no plan tokens arrive until it goes on.`,
  topUpOff:
    "Automatic top-up is off after two declined charges. Your calls are not affected until the balance reaches 10.",
  topUpPaused: (clock: string) => `Automatic top-up is paused until ${clock} after a declined charge.`,
  review: "Review",
  ends: (plan: string, date: string) => `${plan} ends on ${date}. Tokens you bought stay.`,
  keep: (plan: string) => `Keep ${plan}`,
  becomes: (plan: string, next: string, date: string) => `${plan} becomes ${next} on ${date}. Tokens you bought stay.`,
  cardExpires: (card: string, month: string, year: string) =>
    `${card} expires ${month}/${year}. Replace it so that your plan and automatic top-up go on.`,
  replace: "Replace card",
};
