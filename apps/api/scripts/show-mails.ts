import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MESSAGES } from "../src/mail/messages.ts";
import { renderMail } from "../src/mail/render-mail.ts";
import { toNoticeMail } from "../src/notices/notice-mail.ts";
import { SAMPLE_NOTICES } from "../src/notices/testing/sample-notices.ts";

// Writes every mail we send, as HTML and text, into the directory it is given: to look at after a change of the layout.
const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error("say into which directory: node scripts/show-mails.ts DIRECTORY");
await mkdir(directory, { recursive: true });

const publicUrl = "https://billing.example.com";
const business = {
  businessId: "0198c0de-0000-7000-8000-000000000000",
  businessName: "Harbour Dental",
  timeZone: "Europe/Berlin",
};
const notices = Object.entries(SAMPLE_NOTICES).map(([name, notice]) => {
  const unsubscribeUrl = `${publicUrl}/mail/unsubscribe?token=a-token`;
  return [name, toNoticeMail({ notice, recipient: business, publicUrl, unsubscribeUrl })] as const;
});
const mails = [
  ...notices,
  ["verify-address", MESSAGES.verifyAddress(`${publicUrl}/api/auth/verify-email?token=a-token`)] as const,
  ["reset-password", MESSAGES.resetPassword(`${publicUrl}/reset-password?token=a-token`)] as const,
  [
    "invitation",
    MESSAGES.invitation({ businessName: "Harbour Dental", role: "billing", url: `${publicUrl}/invitations/an-id` }),
  ] as const,
];
for (const [name, content] of mails) {
  const { html, text } = await renderMail(content);
  await writeFile(join(directory, `${name}.html`), html);
  await writeFile(join(directory, `${name}.txt`), `Subject: ${content.subject}\n\n${text}`);
}
