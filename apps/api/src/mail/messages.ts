import type { Mail } from "./mailer.ts";

/** The mails people get. Plain text first; the other form says the same. */
export const MESSAGES = {
  verifyAddress: (to: string, url: string) =>
    toMail(to, {
      subject: "Confirm your e-mail address",
      lines: ["Somebody, hopefully you, signed up at Farebox with this address."],
      action: { label: "Confirm the address", url },
      after: "If it was not you, do nothing.",
    }),
  resetPassword: (to: string, url: string) =>
    toMail(to, {
      subject: "Choose a new password",
      lines: ["A new password was asked for your account. The link works once, for one hour."],
      action: { label: "Choose a new password", url },
      after: "If you did not ask for it, do nothing: your password stays as it is.",
    }),
  invitation: (to: string, offer: { businessName: string; role: string; url: string }) =>
    toMail(to, {
      subject: `${oneLine(offer.businessName)} invites you to Farebox`,
      lines: [`You are invited to see the balance and usage of ${oneLine(offer.businessName)}, as ${offer.role}.`],
      action: { label: "Accept the invitation", url: offer.url },
      after: "Sign in or sign up with this address first. The invitation ends after 7 days.",
    }),
};

type Content = {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly action: { readonly label: string; readonly url: string };
  readonly after: string;
};

function toMail(to: string, { subject, lines, action, after }: Content): Mail {
  const paragraphs = lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("\n");
  return {
    to,
    subject,
    text: [...lines, `${action.label}:\n${action.url}`, after].join("\n\n"),
    html: `<!doctype html>
<html lang="en">
<body style="font-family: sans-serif; line-height: 1.5; max-width: 34em">
${paragraphs}
<p><a href="${escapeHtml(action.url)}">${escapeHtml(action.label)}</a></p>
<p>${escapeHtml(after)}</p>
</body>
</html>`,
  };
}

// A business is named by its owner; a line break in a subject would begin a header.
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
