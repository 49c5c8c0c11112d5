import { render } from "@react-email/render";
import { createElement } from "react";
import type { MailContent } from "../mail-content.ts";
import { MailPage } from "./mail-page.ts";

export function drawMail(content: MailContent): Promise<string> {
  return render(createElement(MailPage, { content }));
}
