import type { SellingStrings } from "../../selling-strings.ts";

export const buying: SellingStrings["buying"] = {
  arriving: (tokens) => `+${tokens} unterwegs`,
  arrivingHint: "Eine Zahlung wird bestätigt. Ihre Token kommen von selbst dazu.",
  processing: "In Arbeit",
  topUp: {
    off: "Automatisches Aufladen: aus",
    setUp: "Einrichten",
    on: (tokens, below) => `Automatisches Aufladen ist an: ${tokens} Token unter ${below}.`,
    paused: (clock) => `Automatisches Aufladen pausiert bis ${clock}.`,
    turnedOff: "Automatisches Aufladen ging nach zwei Ablehnungen aus.",
    change: "Ändern",
    review: "Ansehen",
  },
  next: {
    topUp: (name) => `Aufladung, ${name}`,
    topUpText: (tokens, below) => `+${tokens} Token, sobald unter ${below}`,
    topUpWhen: "unter",
    about: (date) => `~${date}`,
    topUpDeclined: "Aufladung abgelehnt",
    planFailed: (plan) => `Zahlung für ${plan} fehlgeschlagen`,
    failedText: "Vorhandene Token bleiben nutzbar",
    due: "offen",
  },
  bar: "Guthaben und Token kaufen",
  barTokens: (tokens) => `${tokens} Token`,
};
