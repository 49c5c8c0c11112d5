import type { Strings } from "../../strings.ts";

const callsWord = (many: boolean) => (many ? "laufende Anrufe" : "laufenden Anruf");

export const calls: Strings["calls"] = {
  live: (count, many) => `${count} ${many ? "laufende Anrufe" : "laufender Anruf"}`,
  heldFor: (count, many) => `Reserviert für ${count} ${callsWord(many)}`,
  heldLine: (tokens, count, many) => `${tokens} reserviert für ${count} ${callsWord(many)}.`,
  held: "Reserviert für laufende Anrufe",
  see: "Anrufe ansehen",
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
