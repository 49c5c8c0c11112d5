import { describeNotice, type NoticeText, type NoticeWords, type SaidNotice } from "@farebox/notices";
import { english } from "@farebox/notices/words/en.ts";
import { language, locale } from "@farebox/react/lib/locale.ts";

const words: NoticeWords =
  language === "de"
    ? (await import("@farebox/notices/words/de.ts")).german
    : language === "ar"
      ? (await import("@farebox/notices/words/ar.ts")).arabic
      : english;

/** A notice in the reader's words. One of a kind that this page does not know yet says what the API says of it. */
export function readNotice({ kind, details, title, text, link }: ListedNotice, timeZone: string): ReadableNotice {
  const said = { kind, data: details } as SaidNotice;
  const known = describeNotice(said, { words, locale, timeZone }) as NoticeText | undefined;
  if (known === undefined) return { title, text, label: link.label };
  return { title: known.title, text: `${known.lead} ${known.advice}`, label: known.link.label };
}

type ListedNotice = {
  readonly kind: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly title: string;
  readonly text: string;
  readonly link: { readonly label: string };
};

type ReadableNotice = { readonly title: string; readonly text: string; readonly label: string };
