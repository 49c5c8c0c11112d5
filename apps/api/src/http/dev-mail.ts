import { Hono } from "hono";
import type { KeptMail, LocalInbox } from "../mail/local-inbox.ts";
import { escapeHtml } from "../mail/messages.ts";
import { ApiError } from "./api-error.ts";
import type { AppBindings } from "./app-bindings.ts";
import { isAskedByLocalName, isFromThisMachine } from "./client-address.ts";
import { PAGE_STYLES, renderPage } from "./page.ts";

/**
 * The mail of a local installation, for people at `/dev/mail` and for tests at `/dev/mail.json`. Its links open accounts,
 * so only this machine gets to see that it exists.
 */
export function createDevMail(inbox: LocalInbox): Hono<AppBindings> {
  return new Hono<AppBindings>()
    .use(async (c, next) => {
      if (!isFromThisMachine(c) || !isAskedByLocalName(c)) throw new ApiError("not_found");
      c.set("route", "dev-mail");
      c.header("Cache-Control", "no-store");
      await next();
    })
    .get("/mail", async (c) =>
      c.html(renderPage({ title: "Mail · Farebox", styles: "/dev/mail.css", body: toBody(await inbox.list()) })),
    )
    .get("/mail.css", (c) => c.body(PAGE_STYLES, 200, { "Content-Type": "text/css; charset=utf-8" }))
    .get("/mail.json", async (c) => c.json({ items: await inbox.list() }));
}

function toBody(mails: readonly KeptMail[]): string {
  const list = mails.length === 0 ? "<p>No mail yet.</p>" : mails.map(toArticle).join("\n");
  return `<header><h1>Mail</h1>
<p class="dim">This installation sends no mail: what it would send is kept on this machine and shown here, newest first.</p></header>
<main>
${list}
</main>`;
}

function toArticle(mail: KeptMail): string {
  const text = escapeHtml(mail.text).replaceAll(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
  return `<article>
<h2>${escapeHtml(mail.subject)}</h2>
<p class="dim">To ${escapeHtml(mail.to)}, <time datetime="${escapeHtml(mail.sentAt)}">${escapeHtml(mail.sentAt)}</time></p>
<pre tabindex="0">${text}</pre>
</article>`;
}
