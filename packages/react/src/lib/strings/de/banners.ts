import type { SellingStrings } from "../../selling-strings.ts";

export const banners: SellingStrings["banners"] = {
  label: "Braucht Ihre Aufmerksamkeit",
  pastDue: (price) =>
    price === null
      ? "Ihre letzte Zahlung ist fehlgeschlagen. Vorhandene Token bleiben nutzbar."
      : `Ihre letzte Zahlung über ${price} ist fehlgeschlagen. Vorhandene Token bleiben nutzbar.`,
  payNow: "Jetzt zahlen",
  incomplete: "Die erste Zahlung Ihres Tarifs ist nicht abgeschlossen. Bis dahin wird nichts berechnet.",
  finish: "Tarife ansehen",
  paused: (plan) => `${plan} ist pausiert: nichts wird berechnet, und keine Tarif-Token kommen, bis es weitergeht.`,
  topUpOff:
    "Automatisches Aufladen ist nach zwei Ablehnungen aus. Ihre Anrufe sind nicht betroffen, bis das Guthaben 10 erreicht.",
  topUpPaused: (clock) => `Automatisches Aufladen ist nach einer Ablehnung bis ${clock} pausiert.`,
  review: "Ansehen",
  ends: (plan, date) => `${plan} endet am ${date}; gekaufte Token bleiben.`,
  keep: (plan) => `${plan} behalten`,
  becomes: (plan, next, date) => `Aus ${plan} wird am ${date} ${next}. Gekaufte Token bleiben.`,
  cardExpires: (card, month, year) =>
    `${card} läuft ${month}/${year} ab. Ersetzen Sie sie, damit Tarif und automatisches Aufladen weitergehen.`,
  replace: "Karte ersetzen",
};
