import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LANGUAGES } from "@farebox/notices";
import { SAMPLE_NOTICES } from "@farebox/notices/testing";
import { MESSAGES } from "../src/mail/messages.ts";
import { renderMail } from "../src/mail/render-mail.ts";
import { toNoticeMail } from "../src/notices/notice-mail.ts";

// Writes every mail we send, in every language, as HTML and text, into the directory it is given: to look at after a change of the layout.
const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error("say into which directory: node scripts/show-mails.ts DIRECTORY");

const publicUrl = "https://billing.example.com";
const business = {
  businessId: "0198c0de-0000-7000-8000-000000000000",
  businessName: "Harbour Dental",
  timeZone: "Europe/Berlin",
};
for (const language of LANGUAGES) {
  const recipient = { ...business, language };
  const unsubscribeUrl = `${publicUrl}/mail/unsubscribe?token=a-token`;
  const notices = Object.entries(SAMPLE_NOTICES).map(
    ([name, notice]) => [name, toNoticeMail({ notice, recipient, publicUrl, unsubscribeUrl })] as const,
  );
  const offer = { businessName: "Harbour Dental", role: "billing", url: `${publicUrl}/invitations/an-id` } as const;
  const mails = [
    ...notices,
    ["verify-address", MESSAGES.verifyAddress(`${publicUrl}/api/auth/verify-email?token=a-token`, language)] as const,
    ["reset-password", MESSAGES.resetPassword(`${publicUrl}/reset-password?token=a-token`, language)] as const,
    ["invitation", MESSAGES.invitation(offer, language)] as const,
  ];
  await mkdir(join(directory, language), { recursive: true });
  for (const [name, content] of mails) {
    const { html, text } = await renderMail(content);
    await writeFile(join(directory, language, `${name}.html`), html);
    await writeFile(join(directory, language, `${name}.txt`), `Subject: ${content.subject}\n\n${text}`);
  }
}
