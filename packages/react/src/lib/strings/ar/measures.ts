import type { Strings } from "../../strings.ts";

export const measures: Strings["measures"] = {
  minutes: (count) => `${count} دقيقة`,
  perMinute: "/د",
  perSeconds: (seconds) => `لكل ${seconds} ث`,
  each: "للواحد",
  perUnits: (count, unit) => `لكل ${count} ${unit}`,
  short: { h: "س", min: "د", s: "ث" },
  units: {
    second: { one: "ثانية", other: "ثانية" },
    message: { one: "رسالة", other: "رسالة" },
    request: { one: "طلب", other: "طلب" },
  },
};
