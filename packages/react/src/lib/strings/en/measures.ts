/** How amounts and prices are counted. */
export const measures = {
  minutes: (count: string) => `${count} min`,
  perMinute: "/min",
  perSeconds: (seconds: string) => `per ${seconds} s`,
  each: "each",
  perUnits: (count: string, unit: string) => `per ${count} ${unit}`,
  short: { h: "h", min: "min", s: "s" },
  units: {
    second: { one: "second", other: "seconds" },
    message: { one: "message", other: "messages" },
    request: { one: "request", other: "requests" },
  } as Readonly<Record<string, { one: string; other: string }>>,
};
