import type { PageStrings } from "../../page-strings.ts";

export const files: PageStrings["files"] = {
  export: "تصدير",
  what: "ماذا",
  filtered: "كما هو مرشّح هنا",
  everything: "كل شيء",
  history: "السجل",
  usage: "سطور الاستخدام",
  csv: "CSV",
  jsonl: "سطور JSON",
  parquet: "Parquet",
  forSpreadsheets: "CSV لبرنامج Excel (علامة UTF-8)",
  as: (what, format) => `${what} بصيغة ${format}`,
  statements: "كشوف شهرية",
  statementsFailed: "تعذّر تحميل الكشوف. رصيدك ومكالماتك لا تتأثر.",
  columns: { month: "الشهر", opening: "الافتتاح", closing: "الإقفال", files: "الملفات" },
  soFar: "حتى الآن",
  pdf: "PDF",
  of: (format, month) => `${format}، كشف ${month}`,
  months: (zone) => `الشهور بتوقيت ${zone}، منطقة النشاط.`,
  more: "تحميل المزيد",
};
