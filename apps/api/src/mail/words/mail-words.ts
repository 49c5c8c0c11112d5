import type { Language, NoticeWords } from "@farebox/notices";
import { arabic as noticesInArabic } from "@farebox/notices/words/ar.ts";
import { german as noticesInGerman } from "@farebox/notices/words/de.ts";
import { english as noticesInEnglish } from "@farebox/notices/words/en.ts";
import { arabic } from "./ar.ts";
import { german } from "./de.ts";
import { english, type MailWords } from "./en.ts";

/** What mails and notices say, by language. */
export const MAIL_WORDS: Readonly<Record<Language, MailWords>> = { en: english, de: german, ar: arabic };

export const NOTICE_WORDS: Readonly<Record<Language, NoticeWords>> = {
  en: noticesInEnglish,
  de: noticesInGerman,
  ar: noticesInArabic,
};
