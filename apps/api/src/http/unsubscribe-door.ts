import { type Context, Hono } from "hono";
import type { Deps } from "../deps.ts";
import { NOTICE_TOPICS } from "../notices/notice-text.ts";
import { readUnsubscribeToken, type Unsubscribed } from "../notices/unsubscribe-token.ts";
import { setNoticePreferences } from "../use-cases/set-notice-preferences.ts";
import { ApiError } from "./api-error.ts";
import type { AppBindings } from "./app-bindings.ts";
import { escapeHtml } from "./escape-html.ts";
import { PAGE_STYLES, renderPage } from "./page.ts";

/**
 * Ends mails of one kind for one person, by the link of a mail: whoever holds it may, signed in or not. Looking changes
 * nothing, because programs look at links before people do; a mail program's own button posts (RFC 8058) and reads no page.
 */
export function createUnsubscribeDoor(deps: UnsubscribeDeps): Hono<AppBindings> {
  const subjectOf = (c: Context<AppBindings>): Unsubscribed => {
    c.set("route", "unsubscribe");
    c.header("Cache-Control", "no-store");
    c.header("Referrer-Policy", "no-referrer");
    const subject = readUnsubscribeToken(deps.env.authSecret, c.req.query("token") ?? "");
    if (subject === null) throw new ApiError("not_found");
    return subject;
  };
  const set = async (subject: Unsubscribed, email: boolean) => {
    const saved = await setNoticePreferences(deps, { ...subject, preferences: [{ kind: subject.kind, email }] });
    // Who is no member any more gets no mail anyway.
    return saved.outcome === "saved" || !email;
  };
  return new Hono<AppBindings>()
    .get("/unsubscribe", (c) => c.html(askPage(subjectOf(c), c.req.query("token") ?? "")))
    .post("/unsubscribe", async (c) => {
      const subject = subjectOf(c);
      await set(subject, false);
      return c.html(donePage(subject, c.req.query("token") ?? ""));
    })
    .post("/subscribe", async (c) => {
      const subject = subjectOf(c);
      if (!(await set(subject, true))) throw new ApiError("not_found");
      return c.html(againPage(subject));
    })
    .get("/page.css", (c) => c.body(STYLES, 200, { "Content-Type": "text/css; charset=utf-8" }));
}

type UnsubscribeDeps = Pick<Deps, "db" | "env">;

function askPage({ kind }: Unsubscribed, token: string): string {
  return page(
    "Stop these e-mails?",
    `You will get no more e-mails about ${NOTICE_TOPICS[kind]}. They stay in the list on the billing page.`,
    button("/mail/unsubscribe", token, "Stop these e-mails"),
  );
}

function donePage({ kind }: Unsubscribed, token: string): string {
  return page(
    "Done",
    `You get no more e-mails about ${NOTICE_TOPICS[kind]}. They stay in the list on the billing page.`,
    button("/mail/subscribe", token, "Undo"),
  );
}

function againPage({ kind }: Unsubscribed): string {
  return page("You get them again", `E-mails about ${NOTICE_TOPICS[kind]} come as before.`, "");
}

function button(path: string, token: string, label: string): string {
  return `<form method="post" action="${path}?token=${encodeURIComponent(token)}"><button>${escapeHtml(label)}</button></form>`;
}

function page(title: string, text: string, action: string): string {
  const body = `<main><p class="dim">Farebox</p><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${action}
<p><a href="/dashboard/billing">To the billing page</a></p></main>`;
  return renderPage({ title: `${title} · Farebox`, styles: "/mail/page.css", body });
}

const STYLES = `${PAGE_STYLES}
main { max-width: 34rem; margin: 12vh auto 0; } form { margin: 1.5rem 0; }
button { font: inherit; font-weight: 600; padding: .65rem 1.25rem; border: 0; border-radius: .375rem; background: var(--ink); color: var(--paper); cursor: pointer; }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;
