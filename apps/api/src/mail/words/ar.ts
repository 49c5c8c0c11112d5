import type { Role } from "../../auth/caller.ts";
import type { MailWords } from "./en.ts";

export const arabic: MailWords = {
  verify: {
    title: "أكّد عنوان بريدك",
    preheader: "نقرة واحدة وتبدأ.",
    text: "سجّل أحدهم، ولعله أنت، في Farebox بهذا العنوان.",
    action: "تأكيد العنوان",
    after: "إن لم تكن أنت، فلا تفعل شيئًا.",
    why: "تصلك هذه الرسالة لأن هذا العنوان استُخدم للتسجيل في Farebox.",
  },
  reset: {
    title: "اختر كلمة مرور جديدة",
    preheader: "يعمل الرابط مرة واحدة، لمدة ساعة.",
    text: "طُلبت كلمة مرور جديدة لحسابك. يعمل الرابط مرة واحدة، لمدة ساعة.",
    after: "إن لم تطلبها فلا تفعل شيئًا: كلمة مرورك باقية كما هي.",
    why: "تصلك هذه الرسالة لأن كلمة مرور جديدة طُلبت لهذا العنوان في Farebox.",
  },
  invitation: {
    subject: (business) => `يدعوك ${business} إلى Farebox`,
    preheader: (business) => `اطّلع على رصيد ${business} واستخدامه.`,
    title: (business) => `يدعوك ${business}`,
    text: (business, role) => `أنت مدعو للاطلاع على رصيد ${business} واستخدامه في Farebox ${AS_ROLE[role]}.`,
    how: "سجّل الدخول أو أنشئ حسابًا بهذا العنوان أولًا. تنتهي الدعوة بعد 7 أيام.",
    action: "قبول الدعوة",
    after: "إن كنت لا تعرف من هذا فلا تفعل شيئًا. لا يُبلَّغ أحد بأن هذه الرسالة وصلتك.",
    why: (business) => `تصلك هذه الرسالة لأن أحدًا من ${business} أدخل هذا العنوان.`,
  },
  notice: {
    why: (business) => `تصلك هذه الرسالة لأنك تتولى فوترة ${business} في Farebox.`,
    stop: (topic) => `إيقاف الرسائل عن ${topic}`,
    all: "كل التنبيهات والإشعارات",
  },
  topics: {
    balance_low: "انخفاض الرصيد",
    hold_abandoned: "المكالمات التي انقطع خبرها",
    top_up_charged: "الشحن التلقائي",
    top_up_paused: "توقف الشحن التلقائي",
    grant_adjusted: "الرموز الممنوحة",
    grant_expiring: "الرموز التي تنتهي",
    plan_changed: "تغيّر الباقة",
    payment_failed: "الدفعات الفاشلة",
    unusual_day: "الاستخدام غير المعتاد",
    webhook_endpoint_disabled: "نقاط Webhook الموقوفة",
  },
  unsubscribe: {
    ask: "هل تريد إيقاف هذه الرسائل؟",
    askText: (topic) => `لن تصلك رسائل عن ${topic} بعد الآن. تبقى في القائمة على صفحة الفوترة.`,
    stop: "إيقاف هذه الرسائل",
    done: "تم",
    doneText: (topic) => `لن تصلك رسائل عن ${topic} بعد الآن. تبقى في القائمة على صفحة الفوترة.`,
    undo: "تراجع",
    again: "ستصلك من جديد",
    againText: (topic) => `تصلك الرسائل عن ${topic} كما من قبل.`,
    toBilling: "إلى صفحة الفوترة",
  },
};

const AS_ROLE = {
  owner: "بصفة مالك",
  billing: "ولتولي مدفوعاته",
  member: "بصفة عضو",
} as const satisfies Record<Role, string>;
