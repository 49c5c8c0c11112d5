import type { PageStrings } from "../../page-strings.ts";

export const liveCalls: PageStrings["liveCalls"] = {
  title: "المكالمات الجارية",
  columns: {
    call: "المكالمات الجارية",
    agent: "الوكيل",
    elapsed: "المدة",
    held: "المحجوز",
    soFar: "حتى الآن",
    rate: "السعر",
  },
  holds: (tokens) => `تحجز ${tokens}`,
  left: (seconds) => `بقي نحو ${seconds} ث`,
  leftNone: "قد تنتهي في أي لحظة",
  ended: "انتهت",
  endedAs: {
    open: "انتهت",
    captured: "سُوّيت",
    abandoned: "انقطعت",
    settled: "سُوّيت متأخرة",
    voided: "بلا رسوم",
  },
  endedWith: (how, tokens) => `${how}: ${tokens} رمز`,
  more: (count) => `عرض ${count} أخرى`,
  fewer: "عرض أقل",
};
