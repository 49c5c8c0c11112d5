import { type Context, Hono } from "hono";
import type { LocalInbox } from "../mail/local-inbox.ts";
import { ApiError } from "./api-error.ts";
import type { AppBindings } from "./app-bindings.ts";
import { isAskedByLocalName, isFromThisMachine } from "./client-address.ts";
import { listPage, MAIL_STYLES, mailPage } from "./dev-mail-pages.ts";

/**
 * The mail of a local installation: an inbox for people at `/dev/mail`, and the same as JSON for tests and scripts, asked for
 * by `Accept: application/json` or as `/dev/mail.json`, with `?to=` and `?limit=`. Its links open accounts, so only this
 * machine gets to see that it exists.
 */
export function createDevMail(inbox: LocalInbox): Hono<AppBindings> {
  const list = (c: Context) => inbox.list({ to: c.req.query("to") ?? null, limit: toLimit(c.req.query("limit")) });
  return new Hono<AppBindings>()
    .use(async (c, next) => {
      if (!isFromThisMachine(c) || !isAskedByLocalName(c)) throw new ApiError("not_found");
      c.set("route", "dev-mail");
      c.header("Cache-Control", "no-store");
      await next();
    })
    .get("/mail", async (c) => {
      const mails = await list(c);
      return wantsJson(c) ? c.json({ items: mails }) : c.html(listPage(mails));
    })
    .get("/mail.css", (c) => c.body(MAIL_STYLES, 200, { "Content-Type": "text/css; charset=utf-8" }))
    .get("/mail.json", async (c) => c.json({ items: await list(c) }))
    .get("/mail/:id", async (c) => {
      const mail = await inbox.read(c.req.param("id"));
      if (mail === null) throw new ApiError("not_found");
      return wantsJson(c) ? c.json(mail) : c.html(mailPage(mail, c.req.query("view")));
    })
    .get("/mail/:id/html", async (c) => {
      const mail = await inbox.read(c.req.param("id"));
      if (mail === null) throw new ApiError("not_found");
      return c.html(mail.html);
    });
}

function wantsJson(c: Context): boolean {
  const accept = c.req.header("accept") ?? "";
  return accept.includes("application/json") && !accept.includes("text/html");
}

const USUAL = 200;
const MOST = 5_000;

function toLimit(text: string | undefined): number {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Math.min(Math.max(Number(text), 1), MOST) : USUAL;
}
