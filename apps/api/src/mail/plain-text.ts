import type { MailContent } from "./mail-content.ts";

/** The same as the HTML says, for people and programs that read text. */
export function toPlainText({ about, title, figure, paragraphs, facts, action, after, footer }: MailContent): string {
  const parts = [
    about === null ? null : about,
    title,
    figure === null ? null : `${figure.value} ${figure.caption}`,
    ...paragraphs,
    facts.length === 0 ? null : facts.map(([name, value]) => `${name}: ${value}`).join("\n"),
    `${action.label}:\n${action.url}`,
    after,
    // The line that mail programs know as the beginning of what is not the message.
    ["-- ", footer.why, ...footer.links.map(({ label, url }) => `${label}: ${url}`)].join("\n"),
  ];
  return `${parts.filter((part) => part !== null).join("\n\n")}\n`;
}
