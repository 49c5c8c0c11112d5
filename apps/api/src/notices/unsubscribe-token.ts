import { createHmac, timingSafeEqual } from "node:crypto";
import { NOTICE_KINDS, type NoticeKind } from "@farebox/billing-core";

/**
 * Proves that whoever holds it was sent mail of this kind about this business. It can do one thing, which can be undone, so it
 * does not run out: a link in a mail of years ago still works.
 */
export function signUnsubscribeToken(secret: string, subject: Unsubscribed): string {
  const body = Buffer.from(JSON.stringify([subject.businessId, subject.userId, subject.kind])).toString("base64url");
  return `${body}.${mac(secret, body)}`;
}

/** Whose mail of what kind; null when it is not one of ours. */
export function readUnsubscribeToken(secret: string, token: string): Unsubscribed | null {
  const [body = "", given = "", ...rest] = token.split(".");
  const expected = mac(secret, body);
  if (rest.length > 0 || given.length !== expected.length) return null;
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return null;
  const [businessId, userId, kind] = JSON.parse(Buffer.from(body, "base64url").toString()) as string[];
  const known = NOTICE_KINDS.find((each) => each === kind);
  return businessId === undefined || userId === undefined || known === undefined
    ? null
    : { businessId, userId, kind: known };
}

/** Where the link leads. */
export const UNSUBSCRIBE_PATH = "/mail/unsubscribe";

export type Unsubscribed = { readonly businessId: string; readonly userId: string; readonly kind: NoticeKind };

/** With a purpose of its own, so that nothing else that the secret signs can stand for it. */
function mac(secret: string, body: string): string {
  return createHmac("sha256", secret).update(`farebox unsubscribe ${body}`).digest("base64url");
}
