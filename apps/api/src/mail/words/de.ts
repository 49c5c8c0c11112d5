import type { Role } from "../../auth/caller.ts";
import type { MailWords } from "./en.ts";

export const german: MailWords = {
  verify: {
    title: "Bestätigen Sie Ihre E-Mail-Adresse",
    preheader: "Ein Klick, und Sie sind dabei.",
    text: "Jemand, hoffentlich Sie, hat sich mit dieser Adresse bei Farebox registriert.",
    action: "Adresse bestätigen",
    after: "Waren Sie es nicht, ist nichts zu tun.",
    why: "Sie erhalten dies, weil mit dieser Adresse eine Registrierung bei Farebox begonnen wurde.",
  },
  reset: {
    title: "Wählen Sie ein neues Passwort",
    preheader: "Der Link gilt einmal, eine Stunde lang.",
    text: "Für Ihr Konto wurde ein neues Passwort angefordert. Der Link gilt einmal, eine Stunde lang.",
    after: "Haben Sie es nicht angefordert, ist nichts zu tun: Ihr Passwort bleibt, wie es ist.",
    why: "Sie erhalten dies, weil für diese Adresse bei Farebox ein neues Passwort angefordert wurde.",
  },
  invitation: {
    subject: (business) => `${business} lädt Sie zu Farebox ein`,
    preheader: (business) => `Guthaben und Nutzung von ${business} ansehen.`,
    title: (business) => `${business} lädt Sie ein`,
    text: (business, role) =>
      `Sie sind eingeladen, Guthaben und Nutzung von ${business} bei Farebox zu sehen, ${AS_ROLE[role]}.`,
    how: "Melden Sie sich zuerst mit dieser Adresse an, oder registrieren Sie sich. Die Einladung gilt 7 Tage.",
    action: "Einladung annehmen",
    after: "Wissen Sie nicht, wer das ist, ist nichts zu tun. Niemand erfährt, dass Sie dies erhalten haben.",
    why: (business) => `Sie erhalten dies, weil jemand von ${business} diese Adresse eingegeben hat.`,
  },
  notice: {
    why: (business) => `Sie erhalten dies, weil Sie sich bei Farebox um die Abrechnung von ${business} kümmern.`,
    stop: (topic) => `Keine E-Mails mehr über ${topic}`,
    all: "Alle Warnungen und Mitteilungen",
  },
  topics: {
    balance_low: "niedriges Guthaben",
    hold_abandoned: "verstummte Anrufe",
    top_up_charged: "automatisches Aufladen",
    top_up_paused: "pausiertes automatisches Aufladen",
    grant_adjusted: "erhaltene Token",
    grant_expiring: "verfallende Token",
    plan_changed: "Tarifwechsel",
    payment_failed: "fehlgeschlagene Zahlungen",
    unusual_day: "ungewöhnliche Nutzung",
    webhook_endpoint_disabled: "abgeschaltete Webhook-Endpunkte",
  },
  unsubscribe: {
    ask: "Keine dieser E-Mails mehr?",
    askText: (topic) =>
      `Sie erhalten keine E-Mails mehr über ${topic}. In der Liste auf der Abrechnungsseite bleiben sie.`,
    stop: "Diese E-Mails beenden",
    done: "Erledigt",
    doneText: (topic) =>
      `Sie erhalten keine E-Mails mehr über ${topic}. In der Liste auf der Abrechnungsseite bleiben sie.`,
    undo: "Rückgängig machen",
    again: "Sie erhalten sie wieder",
    againText: (topic) => `E-Mails über ${topic} kommen wie zuvor.`,
    toBilling: "Zur Abrechnung",
  },
};

const AS_ROLE = {
  owner: "als Inhaber",
  billing: "und sich um die Zahlungen zu kümmern",
  member: "als Mitglied",
} as const satisfies Record<Role, string>;
