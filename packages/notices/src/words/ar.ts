import type { GrantSource } from "@farebox/billing-core";
import type { Amount } from "../notice-format.ts";
import type { NoticeWords } from "./en.ts";

const rules = new Intl.PluralRules("ar");

/** Three to ten have the plural, everything else the one word. */
const tokens = ({ text, value }: Amount) => `${text} ${rules.select(value) === "few" ? "رموز" : "رمز"}`;

export const arabic: NoticeWords = {
  tokens,
  duration: (minutes, seconds) => (minutes === null ? `${seconds} ث` : `${minutes} د ${seconds} ث`),
  never: "لا تنتهي",
  services: {
    outbound_call: "مكالمة صادرة",
    inbound_call: "مكالمة واردة",
    ai_agent_request: "طلب وكيل",
    sms: "رسالة نصية",
    transcription: "تفريغ",
  },
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
  links: {
    tokens: "إضافة رموز",
    balance: "عرض رصيدك",
    history: "عرض السجل",
    usage: "عرض الاستخدام",
    plan: "عرض باقتك",
    auto: "فتح الشحن التلقائي",
    payment: "فتح الدفع",
    pay: (amount) => `ادفع ${amount}`,
    webhooks: "فتح نقاط Webhook",
  },
  facts: {
    call: "المكالمة",
    service: "الخدمة",
    agent: "الوكيل",
    began: "البداية",
    ended: "النهاية",
    charged: "المخصوم",
    tokens: "الرموز",
    bonus: "المكافأة",
    toCard: "من بطاقتك المحفوظة",
    amount: "المبلغ",
    nextAttempt: "المحاولة التالية",
    reason: "السبب",
    expires: "الانتهاء",
    used: "المستخدم",
    usual: "المعتاد",
    usualDay: (amount) => `${tokens(amount)} في اليوم`,
    thatIs: "أي",
    timesUsual: (factor) => `${factor} × المعتاد`,
    zone: "المنطقة الزمنية",
    endpoint: "النقطة",
    lastAnswer: "آخر رد",
    plan: "الباقة",
    billed: "الدفع",
    intervals: { month: "كل شهر", year: "كل سنة" },
  },
  balance: {
    overdrawn: (over) => ({
      title: "رصيدك مكشوف",
      lead: `تجاوزت رصيدك بمقدار ${tokens(over)}.`,
      advice: "عمل كان قد بدأ فاق رصيدك. أول رموز تصلك تسدد ذلك أولًا؛ وحتى ذلك الحين تُرفض المكالمات الجديدة.",
    }),
    empty: {
      title: "نفدت رموزك",
      lead: "بقي 0 رمز.",
      advice: "تنتهي المكالمات الجارية عندما تُستهلك الرموز المحجوزة لها؛ وتُرفض الجديدة حتى تُضاف رموز.",
    },
    low: (left, line) => ({
      title: "رصيدك منخفض",
      lead: `بقي ${tokens(left)}.`,
      advice: `${line} كل شيء مستمر كما كان؛ أضف رموزًا كي لا تُرفض المكالمات.`,
    }),
    lines: {
      tokens: (line) => `هذا دون خطك البالغ ${line}.`,
      percent: (share, month) => `هذا أقل من ${share} من ${month} التي تجلبها باقتك في الشهر.`,
      hours: (hours) => `تكفي نحو ${hours} ساعة بمعدلك.`,
    },
    captions: { tokens: "رمز", left: "رمز متبقٍ" },
  },
  holdAbandoned: (cost) => ({
    title: "انقطع خبر مكالمة",
    lead:
      cost === null
        ? "انقطع خبر مكالمة قبل ثانيتها الأولى. لم تكلّف شيئًا."
        : `انقطع خبر مكالمة بعد ${cost.after}، وكلّفت حتى ذلك الحين ${tokens(cost.charged)}.`,
    advice:
      "إن كانت قد استمرت، فأبلغ عن نهايتها خلال 35 يومًا ويُسوّى الفرق. المكالمات الأخرى التي ينقطع خبرها خلال هذه الساعة تُدرج في الصفحة ولا تُرسل بالبريد.",
  }),
  topUpCharged: (total, money) => ({
    title: "أضاف الشحن التلقائي رموزًا",
    lead: `أُضيف ${tokens(total)} مقابل ${money}.`,
    advice: "لا تنتهي صلاحيتها. الإيصال بين فواتيرك.",
  }),
  topUpPaused: {
    titles: { off: "أُوقف الشحن التلقائي", paused: "الشحن التلقائي متوقف مؤقتًا" },
    lead: (why, decline) => `${why}${decline}. لم يُضف شيء.`,
    why: {
      declined: "رفض مصرفك الخصم",
      monthly_cap: "حزمة أخرى تكلّف أكثر مما تسمح به في الشهر",
      too_many_today: "جرى الخصم اليوم بقدر ما يُسمح",
      card_missing: "لا توجد بطاقة محفوظة للخصم منها",
      action_required: "يريد مصرفك أن تؤكد الخصم",
    },
    callsGoOn: "مكالماتك لا تتأثر حتى يبلغ الرصيد 10.",
    turnOn: "تحقق من البطاقة ثم شغّله من جديد.",
    goesOn: "يستمر عندما يُسوّى ذلك.",
    triesAgain: (time) => `يحاول من جديد بعد ${time}.`,
  },
  grantAdjusted: (given, isPromotion, until) => ({
    title: `أُضيف ${tokens(given)}`,
    lead: isPromotion ? "مصدرها عرض." : "تصحح رصيدك.",
    advice: until === null ? "لا تنتهي صلاحيتها." : `يمكن إنفاقها حتى ${until}.`,
  }),
  grantExpiring: (left, source, day, time) => {
    const what = `${tokens(left)}${SOURCES[source]}`;
    return {
      title: `تنتهي ${what} في ${day}`,
      lead: `يمكن إنفاق ${what} حتى ${time}.`,
      advice: "تُستخدم قبل الرموز التي تدوم أطول. ما اشتريته لا تنتهي صلاحيته.",
    };
  },
  plan: {
    subscribed: ({ plan, day }) => ({
      title: `باقة ${plan} سارية`,
      lead: `أنت على ${plan} منذ ${day}.`,
      advice: "تصل رموزها كل شهر، بدءًا من هذا الشهر.",
    }),
    upgraded: ({ plan, other, day }) => ({
      title: `انتقلت إلى ${plan}`,
      lead: `أصبحت ${other} ${plan} في ${day}.`,
      advice: "تُضاف الآن الرموز التي يجلبها ما بقي من هذا الشهر. الرموز المشتراة باقية.",
    }),
    downgrade_scheduled: ({ plan, other, day }) => ({
      title: `تصبح ${plan} ${other} في ${day}`,
      lead: `تبقى ${plan} كما هي حتى ${day}، ثم تصبح ${other}.`,
      advice: "يمكنك التراجع حتى ذلك الحين. الرموز المشتراة باقية.",
    }),
    downgraded: ({ plan, other, day }) => ({
      title: `أصبحت ${other} ${plan}`,
      lead: `أنت على ${plan} منذ ${day}.`,
      advice: "الرموز المشتراة باقية.",
    }),
    cancel_scheduled: ({ plan, day }) => ({
      title: `تنتهي ${plan} في ${day}`,
      lead: `تبقى ${plan} كما هي حتى ${day}، ثم تنتهي.`,
      advice: "تحتفظ بالرموز المشتراة؛ وتنتهي رموز الباقة في ذلك اليوم. يمكنك التراجع حتى ذلك الحين.",
    }),
    resumed: ({ plan }) => ({
      title: `تستمر ${plan}`,
      lead: `لن تنتهي ${plan}.`,
      advice: "تتجدد كما من قبل.",
    }),
    ended: ({ plan, day }) => ({
      title: `انتهت ${plan}`,
      lead: `انتهت ${plan} في ${day}.`,
      advice: "تحتفظ بالرموز المشتراة، وتستمر المكالمات ما دامت تكفي.",
    }),
  },
  planDays: { since: "منذ", changes: "تتغير في", ends: "تنتهي في", ended: "انتهت في" },
  paymentFailed: (amount, decline) => ({
    title: `فشلت دفعة قدرها ${amount}`,
    lead: `رفض مصرفك خصم ${amount}${decline}. لم يُضف شيء.`,
  }),
  afterFailure: {
    nextTry: (day) => `نحاول من جديد في ${day}.`,
    goOn: "رموزك باقية لك، وتستمر المكالمات ما دامت تكفي.",
    otherCard: "جرّب بطاقة أخرى.",
    payNow: "يمكنك الدفع الآن، بالبطاقة نفسها أو بغيرها.",
  },
  unusualDay: (charged, usual, day) => ({
    title: `استخدام غير معتاد في ${day}`,
    lead: `استُخدم ${tokens(charged)} في ${day}. اليوم المعتاد يستهلك ${usual.text}.`,
    advice:
      "إن لم تتوقع ذلك، فانظر أي خدمة وأي وكيل كان. السقف اليومي يرفض ما يتجاوزه من مكالمات جديدة ويدع الجارية تكتمل.",
  }),
  webhookDisabled: (host, isGone) => {
    const place = host === null ? "إحدى النقاط" : `النقطة ${host}`;
    return {
      title: "أُوقفت نقطة Webhook",
      lead: isGone ? `أجابت ${place} بأنها لم تعد موجودة.` : `لم يصل شيء إلى ${place} منذ أيام.`,
      advice: "لا يُرسل إليها شيء بعد الآن. ما لم يُسلَّم يبقى في سجلها ويمكن إرساله من جديد بعد تشغيلها.",
    };
  },
};

const SOURCES = {
  trial: " تجريبية",
  plan: " من الباقة",
  purchase: " مشتراة",
  bonus: " مكافأة",
  promotion: " من عرض",
  adjustment: "",
  top_up: " مشتراة",
} as const satisfies Record<GrantSource, string>;
