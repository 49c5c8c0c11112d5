import type { PageStrings } from "../../page-strings.ts";

export const liveCalls: PageStrings["liveCalls"] = {
  title: "Laufende Anrufe",
  columns: {
    call: "Laufende Anrufe",
    agent: "Agent",
    elapsed: "Dauer",
    held: "Reserviert",
    soFar: "Bisher",
    rate: "Preis",
  },
  holds: (tokens) => `reserviert ${tokens}`,
  left: (seconds) => `noch etwa ${seconds} s`,
  leftNone: "kann jeden Moment enden",
  ended: "Beendet",
  endedAs: {
    open: "Beendet",
    captured: "Abgerechnet",
    abandoned: "Abgebrochen",
    settled: "Nachträglich abgerechnet",
    voided: "Ohne Kosten",
  },
  endedWith: (how, tokens) => `${how}: ${tokens} Token`,
  more: (count) => `${count} weitere zeigen`,
  fewer: "Weniger zeigen",
};
