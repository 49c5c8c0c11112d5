import { LANGUAGES } from "@farebox/notices";
import { SAMPLE_NOTICES } from "@farebox/notices/testing";
import { describe, expect, test } from "vitest";
import { MESSAGES } from "../mail/messages.ts";
import { renderMail } from "../mail/render-mail.ts";
import { toNoticeMail } from "./notice-mail.ts";

const publicUrl = "https://billing.example.com";
const business = {
  businessId: "0198c0de-0000-7000-8000-000000000000",
  businessName: "Harbour Dental",
  timeZone: "Europe/Berlin",
};

/** English words of our mails that no German sentence has. */
const ENGLISH = /\b(the|your|you|of|and|were|tokens|calls|because|about|stop|once|this|with|password|address)\b/iu;
/** What stays what it is: names, addresses and what people wrote themselves. */
const NAMES =
  /https?:\S+|Farebox|Harbour Dental|Webhook\S*|SMS|\bPro\b|\bStarter\b|Europe\/Berlin|hooks\.\S+|reception|CA[0-9a-f]+|Calls of 26 May were dropped by our carrier|\bF\b|US\$/gu;

describe.each(LANGUAGES)("in %s", (language) => {
  const direction = language === "ar" ? "rtl" : "ltr";
  const unsubscribeUrl = `${publicUrl}/mail/unsubscribe?token=t`;
  const offer = { businessName: "Harbour Dental", role: "billing", url: `${publicUrl}/invitations/1` } as const;
  const mails = [
    ...Object.entries(SAMPLE_NOTICES).map(
      ([name, notice]) =>
        [name, toNoticeMail({ notice, recipient: { ...business, language }, publicUrl, unsubscribeUrl })] as const,
    ),
    ["verify-address", MESSAGES.verifyAddress(`${publicUrl}/verify`, language)] as const,
    ["reset-password", MESSAGES.resetPassword(`${publicUrl}/reset`, language)] as const,
    ["invitation", MESSAGES.invitation(offer, language)] as const,
  ];

  test.each(mails)(
    "the mail %s says its language and direction, and has no words of another",
    async (_name, content) => {
      const { html, text } = await renderMail(content);
      expect(html).toMatch(
        new RegExp(
          `<html[^>]* dir="${direction}"[^>]* lang="${language}"|<html[^>]* lang="${language}"[^>]* dir="${direction}"`,
        ),
      );
      expect(html.match(/<body[^>]*>/)?.[0]).toContain(`dir="${direction}"`);
      const own = `${content.subject}\n${content.preheader}\n${text}`.replaceAll(NAMES, "");
      expect(own).not.toMatch(/undefined|NaN|\[object/);
      if (language === "de") expect(own).not.toMatch(ENGLISH);
      if (language === "ar") expect(own).not.toMatch(/[a-z]{3,}/iu);
    },
  );
});
