import type { Strings } from "../../strings.ts";

const callsWord = (many: boolean) => (many ? "laufende Anrufe" : "laufenden Anruf");

export const calls: Strings["calls"] = {
  live: (count, many) => `${count} ${many ? "laufende Anrufe" : "laufender Anruf"}`,
  heldFor: (count, many) => `Reserviert für ${count} ${callsWord(many)}`,
  heldLine: (tokens, count, many) => `${tokens} reserviert für ${count} ${callsWord(many)}.`,
  held: "Reserviert für laufende Anrufe",
  see: "Anrufe ansehen",
};
