import { toOneLine } from "@farebox/notices";
import { SAMPLE_NOTICES } from "@farebox/notices/testing";
import { expect, test } from "vitest";
import { createLog } from "../log.ts";
import { toNoticeMail } from "../notices/notice-mail.ts";
import { createMailer } from "./mailer.ts";
import { MESSAGES } from "./messages.ts";
import { renderMail } from "./render-mail.ts";
import { openMailSink } from "./testing/mail-sink.ts";

const HOSTILE = [
  "Harbour\r\nBcc: everybody@example.com",
  "Harbour\nSubject: something else",
  "Harbour\u2028X-Injected: yes",
  "Harbour\u0000\u0007Dental",
  "\u202egnp.exe Harbour",
  "Harbour\r\n\r\n<script>alert(1)</script>",
];

test("names of others become one line without controls, marks of direction and stories", () => {
  for (const name of HOSTILE) expect(toOneLine(name)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
  expect(toOneLine("Harbour\r\nBcc: everybody@example.com")).toBe("Harbour Bcc: everybody@example.com");
  expect([...toOneLine("x".repeat(500), 60)]).toHaveLength(60);
});

test("no name of a business and no address adds a header or a recipient to what goes over the wire", async () => {
  const sink = await openMailSink();
  const mailer = createMailer(
    { smtpUrl: sink.url, mailFrom: "Farebox <billing@example.com>", mailDirectory: null },
    createLog("silent"),
  );
  const notice = SAMPLE_NOTICES["balance-low"];
  if (notice === undefined) throw new Error("there is no such sample");
  for (const businessName of HOSTILE) {
    const recipient = {
      businessId: "0198c0de-0000-7000-8000-000000000000",
      businessName,
      timeZone: "UTC",
      language: "en",
    } as const;
    const offer = { businessName, role: "owner", url: "https://billing.example.com/invitations/1" } as const;
    const urls = {
      publicUrl: "https://billing.example.com",
      unsubscribeUrl: "https://billing.example.com/mail/unsubscribe?token=t",
    };
    for (const content of [toNoticeMail({ notice, recipient, ...urls }), MESSAGES.invitation(offer, "en")])
      await mailer.deliver({ to: "owner@example.com", subject: content.subject, ...(await renderMail(content)) });
  }
  // Two addresses in one, and a line break in one, reach nobody else.
  for (const to of ["owner@example.com, second@example.com", "owner@example.com\r\nBcc: second@example.com"])
    await mailer.deliver({ to, subject: "x", text: "x", html: "x" }).catch(() => undefined);
  await sink.close();

  expect(sink.mails.length).toBeGreaterThanOrEqual(HOSTILE.length * 2);
  for (const { recipients, raw } of sink.mails) {
    expect(recipients.every((address) => !/^second@|^everybody@/.test(address))).toBe(true);
    const [head = ""] = raw.split("\r\n\r\n");
    expect(head).not.toMatch(/^(bcc|x-injected):/im);
    expect(head.match(/^subject:/gim)).toHaveLength(1);
    // Only as text: what is drawn has it written out.
    expect(raw.slice(raw.indexOf("text/html"))).not.toContain("<script>");
  }
});
