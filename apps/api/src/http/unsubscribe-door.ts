import type { Language } from "@farebox/notices";
import { type Context, Hono } from "hono";
import type { Deps } from "../deps.ts";
import { MAIL_WORDS } from "../mail/words/mail-words.ts";
import { readUnsubscribeToken, type Unsubscribed } from "../notices/unsubscribe-token.ts";
import { readMailLanguage } from "../use-cases/mail-language.ts";
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
  const languageOf = (c: Context<AppBindings>, { userId }: Unsubscribed) =>
    readMailLanguage(deps, { userId, accepted: c.req.header("accept-language") });
  return new Hono<AppBindings>()
    .get("/unsubscribe", async (c) => {
      const subject = subjectOf(c);
      return c.html(askPage(subject, c.req.query("token") ?? "", await languageOf(c, subject)));
    })
    .post("/unsubscribe", async (c) => {
      const subject = subjectOf(c);
      await set(subject, false);
      return c.html(donePage(subject, c.req.query("token") ?? "", await languageOf(c, subject)));
    })
    .post("/subscribe", async (c) => {
      const subject = subjectOf(c);
      if (!(await set(subject, true))) throw new ApiError("not_found");
      return c.html(againPage(subject, await languageOf(c, subject)));
    })
    .get("/page.css", (c) => c.body(STYLES, 200, { "Content-Type": "text/css; charset=utf-8" }));
}

type UnsubscribeDeps = Pick<Deps, "db" | "env">;

function askPage({ kind }: Unsubscribed, token: string, language: Language): string {
  const { topics, unsubscribe: words } = MAIL_WORDS[language];
  const action = button("/mail/unsubscribe", token, words.stop);
  return page({ title: words.ask, text: words.askText(topics[kind]), action, language });
}

function donePage({ kind }: Unsubscribed, token: string, language: Language): string {
  const { topics, unsubscribe: words } = MAIL_WORDS[language];
  const action = button("/mail/subscribe", token, words.undo);
  return page({ title: words.done, text: words.doneText(topics[kind]), action, language });
}

function againPage({ kind }: Unsubscribed, language: Language): string {
  const { topics, unsubscribe: words } = MAIL_WORDS[language];
  return page({ title: words.again, text: words.againText(topics[kind]), action: "", language });
}

function button(path: string, token: string, label: string): string {
  return `<form method="post" action="${path}?token=${encodeURIComponent(token)}"><button>${escapeHtml(label)}</button></form>`;
}

function page({ title, text, action, language }: Shown): string {
  const { toBilling } = MAIL_WORDS[language].unsubscribe;
  const body = `<main><p class="dim">Farebox</p><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${action}
<p><a href="/dashboard/billing">${escapeHtml(toBilling)}</a></p></main>`;
  return renderPage({ title: `${title} · Farebox`, styles: "/mail/page.css", body, language });
}

type Shown = { readonly title: string; readonly text: string; readonly action: string; readonly language: Language };

const STYLES = `${PAGE_STYLES}
main { max-width: 34rem; margin: 12vh auto 0; } form { margin: 1.5rem 0; }
button { font: inherit; font-weight: 600; padding: .65rem 1.25rem; border: 0; border-radius: .375rem; background: var(--ink); color: var(--paper); cursor: pointer; }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;
