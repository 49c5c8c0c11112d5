import type { MailContent } from "./mail-content.ts";
import { toPlainText } from "./plain-text.ts";

/** The two forms of a mail. What draws the HTML is loaded with the first mail: most processes never send one. */
export async function renderMail(content: MailContent): Promise<{ readonly html: string; readonly text: string }> {
  const { drawMail } = await import("./layout/draw-mail.ts");
  return { html: await drawMail(content), text: toPlainText(content) };
}
