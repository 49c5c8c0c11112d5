import type { SellingStrings } from "../../selling-strings.ts";

export const banners: SellingStrings["banners"] = {
  label: "يحتاج إلى انتباهك",
  pastDue: (price) =>
    price === null
      ? "فشلت دفعتك الأخيرة. الرموز التي لديك تبقى قابلة للاستخدام."
      : `فشلت دفعتك الأخيرة (${price}). الرموز التي لديك تبقى قابلة للاستخدام.`,
  payNow: "ادفع الآن",
  incomplete: "الدفعة الأولى لباقتك غير مكتملة. لا يُخصم شيء حتى تكملها.",
  finish: "عرض الباقات",
  paused: (plan) => `${plan} متوقفة مؤقتًا: لا يُخصم شيء، ولا تصل رموز الباقة حتى تُستأنف.`,
  topUpOff: "أُوقف الشحن التلقائي بعد رفضين. مكالماتك لا تتأثر حتى يبلغ الرصيد 10.",
  topUpPaused: (clock) => `الشحن التلقائي متوقف مؤقتًا حتى ${clock} بعد رفض خصم.`,
  review: "مراجعة",
  ends: (plan, date) => `تنتهي ${plan} في ${date}. الرموز التي اشتريتها باقية.`,
  keep: (plan) => `الإبقاء على ${plan}`,
  becomes: (plan, next, date) => `تصبح ${plan} ${next} في ${date}. الرموز التي اشتريتها باقية.`,
  cardExpires: (card, month, year) => `تنتهي ${card} في ${month}/${year}. استبدلها لتستمر باقتك والشحن التلقائي.`,
  replace: "استبدال البطاقة",
};
