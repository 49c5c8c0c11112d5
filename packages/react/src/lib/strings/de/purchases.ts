import type { SellingStrings } from "../../selling-strings.ts";
import { endSentence } from "../end-sentence.ts";

export const purchases: SellingStrings["purchases"] = {
  title: "Zahlung",
  close: "Schließen",
  loading: "Ihre Zahlung wird nachgesehen",
  waiting: {
    badge: "Wird bestätigt",
    purchase: (price, tokens) =>
      `Ihre Zahlung über ${price} wird bestätigt. ${tokens} Token erscheinen hier, sobald das geschehen ist; mehr ist nicht zu tun.`,
    plan: (plan) =>
      `Ihre Zahlung für ${plan} wird bestätigt. Tarif und Token erscheinen hier, sobald das geschehen ist; mehr ist nicht zu tun.`,
    long: "Das dauert länger als sonst. Sie können diese Seite schließen: nichts geht verloren, und nichts wird zweimal berechnet.",
    notPaid: "Noch nicht bezahlt?",
    back: "Zurück zur Zahlungsseite",
  },
  processing: {
    badge: "In Arbeit",
    text: (price, tokens) =>
      `Ihre Bank bearbeitet ${price}. ${tokens} Token erscheinen hier, wenn sie fertig ist; mehr ist nicht zu tun.`,
  },
  paid: {
    badge: "Bezahlt",
    purchase: (tokens) => `${tokens} Token hinzugefügt.`,
    facts: (price, clock) => `${price}, bezahlt ${clock}. Sie verfallen nie.`,
    withBonus: (tokens, bonus) => `${tokens} + ${bonus} Bonus.`,
    plan: (plan) => `Sie sind bei ${plan}.`,
    planFacts: (tokens, date) => endSentence(`${tokens} Token im Monat. Die nächste Zahlung ist am ${date}`),
    card: "Ihre Karte ist gespeichert.",
    cardFacts: "Sie kann Pakete, Tarife und automatisches Aufladen bezahlen.",
    history: "Im Verlauf ansehen",
  },
  canceled: {
    badge: "Nicht bezahlt",
    purchase: (name, price) => `Sie sind gegangen, ohne ${price} für ${name} zu zahlen. Nichts wurde abgebucht.`,
    plan: (plan) =>
      `Sie sind gegangen, ohne für ${plan} zu zahlen. Nichts wurde abgebucht, und Ihr Tarif ist wie zuvor.`,
    card: "Sie sind gegangen, ohne eine Karte zu speichern. Nichts wurde geändert.",
    goOn: "Weiter zur Zahlung",
    again: "Neu wählen",
  },
  failed: {
    badge: "Abgelehnt",
    text: (price, why) =>
      why === null
        ? `Die Abbuchung von ${price} ist nicht gelungen. Nichts kam hinzu. Versuchen Sie eine andere Karte.`
        : `Ihre Bank hat die Abbuchung von ${price} abgelehnt (${why}). Nichts kam hinzu. Versuchen Sie eine andere Karte.`,
    again: "Erneut versuchen",
  },
  expired: {
    badge: "Abgelaufen",
    text: (name, price) => `Die Zahlungsseite für ${name} (${price}) ist abgelaufen. Nichts wurde abgebucht.`,
    again: "Neu beginnen",
  },
  missing: "Eine solche Zahlung gibt es in diesem Unternehmen nicht.",
  lookupFailed: "Ihre Zahlung konnte nicht nachgesehen werden. Nichts wird zweimal berechnet; versuchen Sie es erneut.",
  declines: {
    insufficient_funds: "nicht gedeckt",
    expired_card: "die Karte ist abgelaufen",
    lost_card: "die Karte ist gemeldet",
    stolen_card: "die Karte ist gemeldet",
    incorrect_cvc: "die Prüfziffer ist falsch",
    processing_error: "die Bank hatte eine Störung; in einer Minute geht es vielleicht",
    authentication_required: "die Bank möchte bestätigen, dass Sie es sind",
    card_velocity_exceeded: "die Karte ist über ihrer Grenze",
  },
  errors: {
    card_declined: (why) =>
      why === null
        ? "Ihre Bank hat die Abbuchung abgelehnt. Nichts kam hinzu. Versuchen Sie eine andere Karte."
        : `Ihre Bank hat die Abbuchung abgelehnt (${why}). Nichts kam hinzu. Versuchen Sie eine andere Karte.`,
    provider_unavailable:
      "Der Zahlungsdienst antwortet nicht. Nichts wurde abgebucht. Versuchen Sie es erneut: Sie zahlen nicht zweimal. Guthaben und Anrufe sind nicht betroffen.",
    catalog_not_synced:
      "Das kann noch nicht verkauft werden: der Zahlungsdienst kennt den Preis nicht. Nichts wurde abgebucht.",
    business_suspended: "Das Unternehmen ist gesperrt: nichts kann gekauft werden. Nichts wurde abgebucht.",
    already_on_plan: "Sie haben diesen Tarif schon.",
    already_subscribed: "Es gibt schon ein Abonnement. Nichts wurde abgebucht.",
    payment_overdue: "Begleichen Sie zuerst die offene Zahlung; dann lässt sich der Tarif ändern.",
    payment_action_required: "Ihre Bank möchte bestätigen, dass Sie es sind.",
    idempotency_mismatch:
      "Das wurde mit etwas anderem begonnen. Schließen Sie es und wählen Sie neu. Nichts wurde zweimal abgebucht.",
    unknown_plan: "Dieser Tarif wird nicht mehr verkauft. Nichts wurde abgebucht.",
    unknown_package: "Dieses Paket wird nicht mehr verkauft. Nichts wurde abgebucht.",
  },
};
