export { describeNotice, type NoticeLink, type NoticeText, type Reader, type SaidNotice } from "./describe-notice.ts";
export { LANGUAGES, type Language, pickLanguage } from "./languages.ts";
export { type NoticeData, toNoticeData } from "./notice-data.ts";
export { toOneLine } from "./one-line.ts";
export type { NoticeWords } from "./words/en.ts";
