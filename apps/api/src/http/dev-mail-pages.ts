import type { KeptMail } from "../mail/local-inbox.ts";
import { escapeHtml } from "./escape-html.ts";
import { PAGE_STYLES, renderPage } from "./page.ts";

export function listPage(mails: readonly KeptMail[]): string {
  const body =
    mails.length === 0
      ? `<p class="empty">No mail yet. Sign up with an address, or let a balance run low.</p>`
      : `<ol class="mails">${mails.map(toRow).join("\n")}</ol>`;
  return page(
    "Mail",
    `<header><h1>Mail</h1>
<p class="dim">This installation sends no mail: what it would send is kept on this machine and shown here, newest first.</p></header>
<main>${body}</main>`,
  );
}

/** One mail, as it looks, as text, or as its headers. */
export function mailPage(mail: KeptMail, view: string | undefined): string {
  const shown = VIEWS.find(({ name }) => name === view) ?? VIEWS[0];
  const tabs = VIEWS.map(
    ({ name, label }) =>
      `<a href="?view=${name}"${name === shown.name ? ' aria-current="page"' : ""}>${escapeHtml(label)}</a>`,
  ).join("\n");
  return page(
    mail.subject,
    `<header><p><a href="/dev/mail">All mail</a></p>
<h1>${escapeHtml(mail.subject)}</h1>
<p class="dim">To ${escapeHtml(mail.to)} · from ${escapeHtml(mail.from)} · ${toTime(mail.sentAt)}</p>
<nav aria-label="Forms of this mail" class="tabs">${tabs}
<a href="/dev/mail/${escapeHtml(mail.id)}/html">Alone</a></nav></header>
<main>${shown.draw(mail)}</main>`,
  );
}

const VIEWS = [
  {
    name: "html",
    label: "HTML",
    // Its own document without scripts; links open beside the inbox.
    draw: ({ html, subject }: KeptMail) =>
      `<iframe title="${escapeHtml(subject)}" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(html.replace("<head>", '<head><base target="_blank"/>'))}"></iframe>`,
  },
  {
    name: "text",
    label: "Text",
    draw: ({ text }: KeptMail) =>
      `<pre tabindex="0">${escapeHtml(text).replaceAll(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`)}</pre>`,
  },
  {
    name: "headers",
    label: "Headers",
    draw: ({ id, from, to, subject, headers = {} }: KeptMail) => {
      const lines = Object.entries({ "Message-ID": id, From: from, To: to, Subject: subject, ...headers });
      return `<pre tabindex="0">${lines.map(([name, value]) => escapeHtml(`${name}: ${value}`)).join("\n")}</pre>`;
    },
  },
] as const;

function toRow(mail: KeptMail): string {
  const [first = ""] = mail.text.split("\n").filter((line) => line.trim() !== "" && line !== mail.subject);
  return `<li><a href="/dev/mail/${escapeHtml(mail.id)}"><span class="subject">${escapeHtml(mail.subject)}</span>
<span class="dim">${escapeHtml(mail.to)}</span>
<span class="dim begin">${escapeHtml(first)}</span>
${toTime(mail.sentAt)}</a></li>`;
}

function toTime(at: string): string {
  return `<time class="dim" datetime="${escapeHtml(at)}">${escapeHtml(at.slice(0, 16).replace("T", " "))} UTC</time>`;
}

function page(title: string, body: string): string {
  return renderPage({ title: `${title} · Farebox`, styles: "/dev/mail.css", body });
}

export const MAIL_STYLES = `${PAGE_STYLES}
.mails { list-style: none; margin: 1.5rem 0; padding: 0; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); overflow: hidden; }
.mails li + li { border-top: 1px solid var(--line); }
.mails a { display: grid; grid-template-columns: 1fr auto; gap: .1rem 1rem; padding: .75rem 1rem; color: inherit; text-decoration: none; }
.mails a:hover { background: var(--paper); } .mails .dim { font-size: .875rem; } .mails time { text-align: end; }
.subject { font-weight: 600; } .begin { grid-row: 2; grid-column: 1; } .mails .subject + .dim { text-align: end; }
.tabs { display: flex; gap: 1.25rem; margin: 1rem 0; } .tabs [aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
iframe { width: 100%; height: 56rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
.empty { border: 1px dashed var(--line); border-radius: .5rem; padding: 2rem; text-align: center; }
`;
