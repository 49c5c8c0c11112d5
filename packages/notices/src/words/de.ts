import type { GrantSource } from "@farebox/billing-core";
import type { NoticeWords } from "./en.ts";

export const german: NoticeWords = {
  tokens: ({ text }) => `${text} Token`,
  duration: (minutes, seconds) => (minutes === null ? `${seconds} s` : `${minutes} min ${seconds} s`),
  never: "nie",
  services: {
    outbound_call: "Ausgehender Anruf",
    inbound_call: "Eingehender Anruf",
    ai_agent_request: "Agentenanfrage",
    sms: "SMS",
    transcription: "Transkription",
  },
  declines: {
    insufficient_funds: "Deckung fehlt",
    expired_card: "die Karte ist abgelaufen",
    lost_card: "die Karte wurde gemeldet",
    stolen_card: "die Karte wurde gemeldet",
    incorrect_cvc: "die Prüfziffer ist falsch",
    processing_error: "die Bank hatte eine Störung; in einer Minute kann es gehen",
    authentication_required: "die Bank möchte bestätigen, dass Sie es sind",
    card_velocity_exceeded: "die Karte ist über ihrer Grenze",
  },
  links: {
    tokens: "Token kaufen",
    balance: "Guthaben ansehen",
    history: "Verlauf ansehen",
    usage: "Nutzung ansehen",
    plan: "Tarif ansehen",
    auto: "Automatisches Aufladen öffnen",
    payment: "Zahlung öffnen",
    pay: (amount) => `${amount} zahlen`,
    webhooks: "Webhook-Endpunkte öffnen",
  },
  facts: {
    call: "Anruf",
    service: "Dienst",
    agent: "Agent",
    began: "Beginn",
    ended: "Ende",
    charged: "Berechnet",
    tokens: "Token",
    bonus: "Bonus",
    toCard: "Von Ihrer gespeicherten Karte",
    amount: "Betrag",
    nextAttempt: "Nächster Versuch",
    reason: "Grund",
    expires: "Verfallen",
    used: "Verbraucht",
    usual: "Üblich",
    usualDay: ({ text }) => `${text} Token am Tag`,
    thatIs: "Das ist",
    timesUsual: (factor) => `das ${factor}-Fache`,
    zone: "Zeitzone",
    endpoint: "Endpunkt",
    lastAnswer: "Letzte Antwort",
    plan: "Tarif",
    billed: "Berechnet",
    intervals: { month: "jeden Monat", year: "jedes Jahr" },
  },
  balance: {
    overdrawn: ({ text }) => ({
      title: "Ihr Guthaben ist überzogen",
      lead: `Sie sind ${text} Token im Minus.`,
      advice:
        "Begonnene Arbeit ging über Ihr Guthaben hinaus. Die nächsten Token gleichen das zuerst aus; bis dahin werden neue Anrufe abgelehnt.",
    }),
    empty: {
      title: "Ihre Token sind verbraucht",
      lead: "0 Token übrig.",
      advice:
        "Laufende Anrufe enden, wenn ihre reservierten Token verbraucht sind; neue werden abgelehnt, bis Token hinzukommen.",
    },
    low: ({ text }, line) => ({
      title: "Ihr Guthaben ist niedrig",
      lead: `${text} Token übrig.`,
      advice: `${line} Alles läuft weiter wie bisher; kaufen Sie Token, damit keine Anrufe abgelehnt werden.`,
    }),
    lines: {
      tokens: (line) => `Das liegt unter Ihrer Linie von ${line}.`,
      percent: (share, month) => `Das sind weniger als ${share} der ${month}, die Ihr Tarif im Monat bringt.`,
      hours: (hours) => `Bei Ihrem Verbrauch reichen sie etwa ${hours} Stunden.`,
    },
    captions: { tokens: "Token", left: "Token übrig" },
  },
  holdAbandoned: (cost) => ({
    title: "Ein Anruf verstummte",
    lead:
      cost === null
        ? "Ein Anruf meldete sich vor seiner ersten Sekunde nicht mehr. Er kostete nichts."
        : `Ein Anruf meldete sich nach ${cost.after} nicht mehr und kostete bis dahin ${cost.charged.text} Token.`,
    advice:
      "Ging er weiter, melden Sie sein Ende innerhalb von 35 Tagen, dann wird die Differenz ausgeglichen. Weitere Anrufe, die in dieser Stunde verstummen, stehen auf der Seite und kommen nicht per E-Mail.",
  }),
  topUpCharged: ({ text }, money) => ({
    title: "Automatisch aufgeladen",
    lead: `${text} Token kamen für ${money} hinzu.`,
    advice: "Sie verfallen nicht. Der Beleg steht bei Ihren Rechnungen.",
  }),
  topUpPaused: {
    titles: { off: "Automatisches Aufladen wurde ausgeschaltet", paused: "Automatisches Aufladen ist pausiert" },
    lead: (why, decline) => `${why}${decline}. Nichts kam hinzu.`,
    why: {
      declined: "Ihre Bank hat die Abbuchung abgelehnt",
      monthly_cap: "Ein weiteres Paket kostete mehr, als Sie im Monat erlauben",
      too_many_today: "Heute wurde schon so oft abgebucht wie erlaubt",
      card_missing: "Es ist keine Karte gespeichert",
      action_required: "Ihre Bank möchte die Abbuchung bestätigt haben",
    },
    callsGoOn: "Ihre Anrufe sind nicht betroffen, bis das Guthaben 10 erreicht.",
    turnOn: "Prüfen Sie die Karte und schalten Sie es wieder an.",
    goesOn: "Es geht weiter, sobald das geklärt ist.",
    triesAgain: (time) => `Der nächste Versuch folgt nach ${time}.`,
  },
  grantAdjusted: ({ text, value }, isPromotion, until) => ({
    title: `${text} Token ${value === 1 ? "kam" : "kamen"} hinzu`,
    lead: isPromotion ? "Sie stammen aus einer Aktion." : "Sie berichtigen Ihr Guthaben.",
    advice: until === null ? "Sie verfallen nicht." : `Sie sind bis ${until} nutzbar.`,
  }),
  grantExpiring: ({ text }, source, day, time) => {
    const what = `${text} ${SOURCES[source]}`;
    return {
      title: `${what} verfallen am ${day}`,
      lead: `${what} sind bis ${time} nutzbar.`,
      advice: "Sie werden vor Token verbraucht, die länger halten. Gekaufte Token verfallen nicht.",
    };
  },
  plan: {
    subscribed: ({ plan, day }) => ({
      title: `${plan} ist aktiv`,
      lead: `Sie sind seit ${day} bei ${plan}.`,
      advice: "Die Token kommen jeden Monat, beginnend mit diesem.",
    }),
    upgraded: ({ plan, other, day }) => ({
      title: `Sie sind jetzt bei ${plan}`,
      lead: `Aus ${other} wurde am ${day} ${plan}.`,
      advice: "Was dieser Monat noch an Token bringt, kommt jetzt hinzu. Gekaufte Token bleiben.",
    }),
    downgrade_scheduled: ({ plan, other, day }) => ({
      title: `Aus ${plan} wird am ${day} ${other}`,
      lead: `${plan} bleibt bis ${day} wie bisher, danach gilt ${other}.`,
      advice: "Bis dahin können Sie es zurücknehmen. Gekaufte Token bleiben.",
    }),
    downgraded: ({ plan, other, day }) => ({
      title: `Aus ${other} wurde ${plan}`,
      lead: `Sie sind seit ${day} bei ${plan}.`,
      advice: "Gekaufte Token bleiben.",
    }),
    cancel_scheduled: ({ plan, day }) => ({
      title: `${plan} endet am ${day}`,
      lead: `${plan} bleibt bis ${day} wie bisher und endet dann.`,
      advice: "Gekaufte Token behalten Sie; Tarif-Token verfallen an dem Tag. Bis dahin können Sie es zurücknehmen.",
    }),
    resumed: ({ plan }) => ({
      title: `${plan} geht weiter`,
      lead: `${plan} endet nicht.`,
      advice: "Der Tarif verlängert sich wie zuvor.",
    }),
    ended: ({ plan, day }) => ({
      title: `${plan} ist beendet`,
      lead: `${plan} endete am ${day}.`,
      advice: "Gekaufte Token behalten Sie, und Anrufe gehen weiter, solange sie reichen.",
    }),
  },
  planDays: { since: "Seit", changes: "Wechsel am", ends: "Endet am", ended: "Endete am" },
  paymentFailed: (amount, decline) => ({
    title: `Eine Zahlung über ${amount} ist fehlgeschlagen`,
    lead: `Ihre Bank hat die Abbuchung von ${amount} abgelehnt${decline}. Nichts kam hinzu.`,
  }),
  afterFailure: {
    nextTry: (day) => `Der nächste Versuch ist am ${day}.`,
    goOn: "Ihre Token bleiben, und Anrufe gehen weiter, solange sie reichen.",
    otherCard: "Versuchen Sie eine andere Karte.",
    payNow: "Sie können jetzt zahlen, mit derselben oder einer anderen Karte.",
  },
  unusualDay: (charged, usual, day) => ({
    title: `Ungewöhnliche Nutzung am ${day}`,
    lead: `Am ${day} wurden ${charged.text} Token verbraucht. Ein üblicher Tag braucht ${usual.text}.`,
    advice:
      "Kam das unerwartet, sehen Sie nach, welcher Dienst und welcher Agent es war. Eine Obergrenze am Tag lehnt darüber hinaus neue Anrufe ab und lässt laufende enden.",
  }),
  webhookDisabled: (host, isGone) => {
    const place = host === null ? "Ein Endpunkt" : `Der Endpunkt bei ${host}`;
    return {
      title: "Ein Webhook-Endpunkt wurde abgeschaltet",
      lead: isGone ? `${place} meldete, dass es ihn nicht mehr gibt.` : `${place} war tagelang nicht erreichbar.`,
      advice:
        "Dorthin wird nichts mehr gesendet. Was nicht zugestellt wurde, bleibt in seinem Protokoll und kann nach dem Einschalten erneut gesendet werden.",
    };
  },
};

const SOURCES = {
  trial: "Probe-Token",
  plan: "Tarif-Token",
  purchase: "gekaufte Token",
  bonus: "Bonus-Token",
  promotion: "Aktions-Token",
  adjustment: "Token",
  top_up: "gekaufte Token",
} as const satisfies Record<GrantSource, string>;
