import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { createLog } from "../log.ts";
import { createMailer } from "./mailer.ts";
import { MESSAGES } from "./messages.ts";
import { openMailSink } from "./testing/mail-sink.ts";

test("a mail that somebody waits for comes once, although the server said not now, or was away for a moment", async () => {
  let sink = await openMailSink();
  const variables = { smtpUrl: sink.url, mailFrom: "Farebox <billing@example.com>", mailDirectory: null };
  const mailer = createMailer(variables, createLog("silent"));
  const content = MESSAGES.resetPassword("https://billing.example.com/reset-password?token=t", "en");
  try {
    sink.refuseRecipients(450);
    await mailer.post("ada@example.com", content);
    await wait(500);
    sink.refuseRecipients(null);
    await until(() => sink.mails.length === 1);

    await sink.close();
    await mailer.post("bob@example.com", content);
    await wait(500);
    sink = await openMailSink({ port: sink.port });
    await until(() => sink.mails.length === 1);
    expect(sink.mails[0]?.recipients).toEqual(["bob@example.com"]);
    expect(sink.mails[0]?.header("Message-ID")).toMatch(/^<[0-9a-f-]{36}@example.com>$/);
  } finally {
    mailer.close();
    await sink.close();
  }
}, 60_000);

async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) await wait(20);
}
