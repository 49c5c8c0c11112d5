import type { PageStrings } from "../../page-strings.ts";

export const nextUp: PageStrings["nextUp"] = {
  nothingNext: "لا شيء مجدول.",
  nothingNextHint: "تظهر هنا الرموز التي تنتهي أو تبدأ خلال 30 يومًا، والدفعة التالية للباقة.",
  planBrings: (tokens) => `+${tokens} من رموز الباقة عند الدفع`,
  usedBefore: "تُستهلك قبل ذلك بهذا المعدل",
  unspentThen: (tokens) => `يبقى نحو ${tokens} بلا استخدام بهذا المعدل`,
  grantExpires: (source) => `انتهاء رموز: ${source}`,
  planRenews: (plan) => `تتجدد ${plan}`,
  planEnds: (plan) => `تنتهي ${plan}`,
  grantStarts: (source) => `بدء رموز: ${source}`,
};
