import type { SellingStrings } from "../../selling-strings.ts";

export const purchases: SellingStrings["purchases"] = {
  title: "الدفع",
  close: "إغلاق",
  loading: "جارٍ البحث عن دفعتك",
  waiting: {
    badge: "قيد التأكيد",
    purchase: (price, tokens) => `تُؤكَّد دفعتك (${price}). تظهر ${tokens} رمز هنا فور ذلك؛ لا شيء آخر عليك.`,
    plan: (plan) => `تُؤكَّد دفعتك مقابل ${plan}. تظهر الباقة ورموزها هنا فور ذلك؛ لا شيء آخر عليك.`,
    long: "يستغرق هذا أطول من المعتاد. يمكنك إغلاق هذه الصفحة: لا يضيع شيء، ولا يُخصم شيء مرتين.",
    notPaid: "لم تدفع بعد؟",
    back: "العودة إلى صفحة الدفع",
  },
  processing: {
    badge: "قيد المعالجة",
    text: (price, tokens) => `يعالج مصرفك ${price}. تظهر ${tokens} رمز هنا عند الانتهاء؛ لا شيء آخر عليك.`,
  },
  paid: {
    badge: "مدفوع",
    purchase: (tokens) => `أُضيف ${tokens} رمز.`,
    facts: (price, clock) => `${price}، دُفع ${clock}. لا تنتهي صلاحيتها.`,
    withBonus: (tokens, bonus) => `${tokens} + ${bonus} مكافأة.`,
    plan: (plan) => `أنت على ${plan}.`,
    planFacts: (tokens, date) => `${tokens} رمز في الشهر. الدفعة التالية في ${date}.`,
    card: "حُفظت بطاقتك.",
    cardFacts: "يمكنها دفع الحزم والباقات والشحن التلقائي.",
    history: "عرضها في السجل",
  },
  canceled: {
    badge: "لم يُدفع",
    purchase: (name, price) => `غادرت قبل دفع ${price} مقابل ${name}. لم يُخصم شيء.`,
    plan: (plan) => `غادرت قبل الدفع مقابل ${plan}. لم يُخصم شيء، وباقتك كما كانت.`,
    card: "غادرت قبل حفظ بطاقة. لم يتغير شيء.",
    goOn: "المتابعة إلى الدفع",
    again: "اختيار من جديد",
  },
  failed: {
    badge: "مرفوض",
    text: (price, why) =>
      why === null
        ? `لم ينجح خصم ${price}. لم يُضف شيء. جرّب بطاقة أخرى.`
        : `رفض مصرفك خصم ${price} (${why}). لم يُضف شيء. جرّب بطاقة أخرى.`,
    again: "أعد المحاولة",
  },
  expired: {
    badge: "منتهٍ",
    text: (name, price) => `انتهت صفحة دفع ${name} (${price}). لم يُخصم شيء.`,
    again: "البدء من جديد",
  },
  missing: "لا توجد دفعة كهذه في هذا النشاط.",
  lookupFailed: "تعذّر البحث عن دفعتك. لا يُخصم شيء مرتين؛ أعد المحاولة.",
  declines: {
    insufficient_funds: "الرصيد غير كافٍ",
    expired_card: "انتهت صلاحية البطاقة",
    lost_card: "أُبلغ عن البطاقة",
    stolen_card: "أُبلغ عن البطاقة",
    incorrect_cvc: "رمز الأمان خاطئ",
    processing_error: "واجه المصرف مشكلة؛ قد ينجح بعد دقيقة",
    authentication_required: "يريد المصرف التأكد أنه أنت",
    card_velocity_exceeded: "تجاوزت البطاقة حدّها",
  },
  errors: {
    card_declined: (why) =>
      why === null
        ? "رفض مصرفك الخصم. لم يُضف شيء. جرّب بطاقة أخرى."
        : `رفض مصرفك الخصم (${why}). لم يُضف شيء. جرّب بطاقة أخرى.`,
    provider_unavailable: "مزود الدفع لا يجيب. لم يُخصم شيء. أعد المحاولة: لن تدفع مرتين. رصيدك ومكالماتك لا تتأثر.",
    catalog_not_synced: "لا يمكن بيع هذا بعد: سعره ليس لدى مزود الدفع. لم يُخصم شيء.",
    business_suspended: "النشاط موقوف: لا يمكن شراء شيء. لم يُخصم شيء.",
    already_on_plan: "أنت على هذه الباقة بالفعل.",
    already_subscribed: "يوجد اشتراك بالفعل. لم يُخصم شيء.",
    payment_overdue: "سدد الدفعة المفتوحة أولًا؛ ثم يمكن تغيير الباقة.",
    payment_action_required: "يريد مصرفك التأكد أنه أنت.",
    idempotency_mismatch: "بدأ هذا بشيء آخر. أغلقه واختر من جديد. لم يُخصم شيء مرتين.",
    unknown_plan: "لم تعد هذه الباقة تُباع. لم يُخصم شيء.",
    unknown_package: "لم تعد هذه الحزمة تُباع. لم يُخصم شيء.",
  },
};
