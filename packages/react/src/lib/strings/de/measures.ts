import type { Strings } from "../../strings.ts";

export const measures: Strings["measures"] = {
  minutes: (count) => `${count} min`,
  perMinute: "/min",
  perSeconds: (seconds) => `je ${seconds} s`,
  each: "je Stück",
  perUnits: (count, unit) => `je ${count} ${unit}`,
  short: { h: "h", min: "min", s: "s" },
  units: {
    second: { one: "Sekunde", other: "Sekunden" },
    message: { one: "Nachricht", other: "Nachrichten" },
    request: { one: "Anfrage", other: "Anfragen" },
  },
};
