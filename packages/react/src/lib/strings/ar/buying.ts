import type { SellingStrings } from "../../selling-strings.ts";

export const buying: SellingStrings["buying"] = {
  arriving: (tokens) => `+${tokens} في الطريق`,
  arrivingHint: "يجري تأكيد دفعة. تُضاف رموزها من تلقاء نفسها.",
  processing: "قيد المعالجة",
  topUp: {
    off: "الشحن التلقائي: متوقف",
    setUp: "إعداد",
    on: (tokens, below) => `الشحن التلقائي مفعّل: ${tokens} رمز عند أقل من ${below}.`,
    paused: (clock) => `الشحن التلقائي متوقف مؤقتًا حتى ${clock}.`,
    turnedOff: "توقف الشحن التلقائي بعد رفضين.",
    change: "تغيير",
    review: "مراجعة",
  },
  next: {
    topUp: (name) => `شحن تلقائي، ${name}`,
    topUpText: (tokens, below) => `+${tokens} رمز عند أقل من ${below}`,
    topUpWhen: "عند",
    about: (date) => `~${date}`,
    topUpDeclined: "رُفض الشحن التلقائي",
    planFailed: (plan) => `فشل دفع ${plan}`,
    failedText: "الرموز التي لديك تبقى صالحة",
    due: "مستحق",
  },
  bar: "الرصيد وإضافة الرموز",
  barTokens: (tokens) => `${tokens} رمز`,
};
