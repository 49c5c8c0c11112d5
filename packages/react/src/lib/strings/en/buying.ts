/** What stands beside the balance about buying: on its way, by itself, on phones. */
export const buying = {
  arriving: (tokens: string) => `+${tokens} arriving`,
  arrivingHint: "A payment is being confirmed. Its tokens are added by themselves.",
  processing: "Processing",
  topUp: {
    off: "Auto top-up: off",
    setUp: "Set up",
    on: (tokens: string, below: string) => `Auto top-up is on: ${tokens} tokens below ${below}.`,
    paused: (clock: string) => `Auto top-up is paused until ${clock}.`,
    turnedOff: "Auto top-up went off after two declined charges.",
    change: "Change",
    review: "Review",
  },
  next: {
    topUp: (name: string) => `Auto top-up, ${name}`,
    topUpText: (tokens: string, below: string) => `+${tokens} tokens once below ${below}`,
    topUpWhen: "below",
    about: (date: string) => `~${date}`,
    topUpDeclined: "Auto top-up was declined",
    planFailed: (plan: string) => `The payment for ${plan} failed`,
    failedText: "Tokens you have stay usable",
    due: "due",
  },
  bar: "Balance and adding tokens",
  barTokens: (tokens: string) => `${tokens} tokens`,
};
