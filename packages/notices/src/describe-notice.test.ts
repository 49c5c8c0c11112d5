import { NOTICE_KINDS } from "@farebox/billing-core";
import { describe, expect, test } from "vitest";
import { describeNotice, type SaidNotice } from "./describe-notice.ts";
import { LANGUAGES, pickLanguage } from "./languages.ts";
import { toNoticeData } from "./notice-data.ts";
import { SAMPLE_NOTICES, type SampleNotice } from "./testing/sample-notices.ts";
import { arabic } from "./words/ar.ts";
import { german } from "./words/de.ts";
import { english } from "./words/en.ts";

const WORDS = { en: english, de: german, ar: arabic };
const samples = Object.entries(SAMPLE_NOTICES);
const say = (notice: SampleNotice, language: keyof typeof WORDS, timeZone = "Europe/Berlin") =>
  describeNotice({ kind: notice.kind, data: toNoticeData(notice.payload) } as SaidNotice, {
    words: WORDS[language],
    locale: language,
    timeZone,
  });

/** Names that stay what they are in every language, and what people wrote themselves. */
const NAMES =
  /Farebox|Webhook\S*|SMS|\bPro\b|\bStarter\b|Europe\/Berlin|UTC|Bonus|hooks\.harbour-dental\.example|reception|CA[0-9a-f]+|Calls of 26 May were dropped by our carrier|US\$|\$|min\b|\bs\b/gu;
/** English words that no German sentence has. */
const ENGLISH =
  /\b(the|your|you|of|and|were|is|are|tokens|call|calls|added|used|until|plan|payment|balance|expires?|charged|left|every|never)\b/iu;

test("every kind has a sample", () => {
  expect(new Set(samples.map(([, { kind }]) => kind))).toEqual(new Set(NOTICE_KINDS));
});

describe.each(LANGUAGES)("in %s", (language) => {
  test.each(samples)("%s has words in the tone of the page, and none of another language", (_name, notice) => {
    const { title, lead, advice, link, facts, figure } = say(notice, language);
    const all = [title, lead, advice, link.label, figure?.caption ?? "", ...facts.flat()].join(" | ");
    expect(all).not.toMatch(/!|credit|undefined|NaN|null|Invalid|\[object/i);
    expect(title.length).toBeLessThan(70);
    for (const text of [title, lead, advice, link.label]) expect(text).not.toBe("");
    const own = all.replaceAll(NAMES, "");
    if (language === "de") expect(own).not.toMatch(ENGLISH);
    if (language === "ar") expect(own).not.toMatch(/[a-z]{2,}/iu);
  });

  test("numbers, money and days are written as this language writes them", () => {
    const expiring = say(sample("grant-expiring"), language);
    const failed = say(sample("payment-failed"), language);
    const price = new Intl.NumberFormat(language, { style: "currency", currency: "usd" }).format(29);
    expect(failed.title).toContain(price);
    expect(expiring.title).toContain(new Intl.NumberFormat(language).format(1_200));
  });
});

test("a balance just below a line does not read as the line, in any language", () => {
  const notice = sample("balance-low");
  if (notice.kind !== "balance_low") throw new Error("that sample is of another kind");
  const almost = { ...notice, payload: { ...notice.payload, balanceMicroTokens: 99_999_999 } };
  expect(LANGUAGES.map((language) => say(almost, language, "UTC").lead)).toEqual([
    "99.9 tokens left.",
    "99,9 Token übrig.",
    "بقي 99.9 رمز.",
  ]);
});

test("one token is one token, and Arabic counts three to ten with the plural", () => {
  const notice = sample("grant-adjusted");
  if (notice.kind !== "grant_adjusted") throw new Error("that sample is of another kind");
  const given = (tokens: number) => ({ ...notice, payload: { ...notice.payload, tokensMicroTokens: tokens * 1e6 } });
  expect(say(given(1), "en").title).toBe("1 token was added");
  expect(say(given(2), "en").title).toBe("2 tokens were added");
  expect(say(given(1), "de").title).toBe("1 Token kam hinzu");
  expect(say(given(5), "ar").title).toBe("أُضيف 5 رموز");
});

test("the first language of a browser that is one of ours is taken", () => {
  expect(pickLanguage("fr-FR,fr;q=0.9,de-AT;q=0.8,en;q=0.7")).toBe("de");
  expect(pickLanguage("ar-EG")).toBe("ar");
  for (const none of ["", "fr", "engaging", null, undefined]) expect(pickLanguage(none)).toBeNull();
});

function sample(name: string): SampleNotice {
  const notice = SAMPLE_NOTICES[name];
  if (notice === undefined) throw new Error(`there is no sample ${name}`);
  return notice;
}
