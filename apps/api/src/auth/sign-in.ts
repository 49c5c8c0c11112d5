import {
  authAccounts,
  businesses,
  type Database,
  invitations,
  members,
  sessions,
  users,
  verifications,
} from "@farebox/db";
import { isOfAnotherIssuer } from "@farebox/db/access";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import type { Logger } from "pino";
import type { Env } from "../env.ts";
import { ApiError } from "../http/api-error.ts";
import type { Mailer } from "../mail/mailer.ts";
import { MESSAGES } from "../mail/messages.ts";
import { newId } from "../new-id.ts";
import { readMailLanguage } from "../use-cases/mail-language.ts";
import { businessesAsOrganizations } from "./businesses-as-organizations.ts";
import type { Person } from "./caller.ts";

/** Sign-up, sign-in and sessions for people without another issuer. Who belongs to which business is not kept here. */
export function createSignIn({ env, db, mailer, log }: SignInParts) {
  const languageOf = (userId: string, request: Request | undefined) =>
    readMailLanguage({ db }, { userId, accepted: request?.headers.get("accept-language") });
  return betterAuth({
    appName: "Farebox",
    baseURL: env.publicUrl,
    basePath: "/api/auth",
    secret: env.authSecret,
    telemetry: { enabled: false },
    database: drizzleAdapter(db.drizzle, {
      provider: "pg",
      schema: {
        user: users,
        session: sessions,
        account: authAccounts,
        verification: verifications,
        organization: businesses,
        member: members,
        invitation: invitations,
      },
    }),
    // Attempts are limited in sign-in-limits.ts, by address and person together and only when they fail.
    rateLimit: { enabled: false },
    // A page is ours if it was opened at the address the request came to, so 127.0.0.1 and localhost both work here.
    trustedOrigins: (request) => [env.publicUrl, ...ownOrigins(request)],
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: env.requiresVerifiedEmail,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 3600,
      sendResetPassword: async ({ user, token }, request) => {
        if (await isOfAnotherIssuer(db.service, user.id)) return;
        const url = `${env.publicUrl}/reset-password?token=${encodeURIComponent(token)}`;
        await mailer.post(user.email, MESSAGES.resetPassword(url, await languageOf(user.id, request)));
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      autoSignInAfterVerification: true,
      sendVerificationEmail: async ({ user, url }, request) =>
        mailer.post(user.email, MESSAGES.verifyAddress(url, await languageOf(user.id, request))),
    },
    plugins: [businessesAsOrganizations()],
    databaseHooks: {
      account: {
        create: {
          // A reset gives a password to whoever has none; who signs in elsewhere must never come by one here.
          before: async ({ userId }) => {
            if (await isOfAnotherIssuer(db.service, userId))
              throw new APIError("BAD_REQUEST", { code: "INVALID_TOKEN", message: "Invalid token" });
          },
        },
      },
    },
    user: {
      additionalFields: {
        role: { type: "string", required: false, input: false },
        banned: { type: "boolean", required: false, input: false, defaultValue: false },
      },
    },
    session: { expiresIn: 7 * 24 * 3600, updateAge: 24 * 3600, cookieCache: { enabled: false } },
    // Otherwise it prints what it does not know to the console, statements and their values included.
    onAPIError: { throw: true },
    advanced: {
      disableOriginCheck: false,
      disableCSRFCheck: false,
      cookiePrefix: "farebox",
      useSecureCookies: env.publicUrl.startsWith("https:"),
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true },
      database: { generateId: () => newId() },
    },
    // Its messages may name a person, so only what happened is kept.
    logger: {
      level: "warn",
      log: (level, message) => log[level === "error" ? "error" : "warn"]({ signIn: firstWords(message) }, "sign-in"),
    },
  });
}

export type SignIn = ReturnType<typeof createSignIn>;

export type SignInParts = { readonly env: Env; readonly db: Database; readonly mailer: Mailer; readonly log: Logger };

/** The person of a session cookie; null without one, for an ended session and for somebody who was banned. */
export function readSessionWith(signIn: SignIn): (headers: Headers) => Promise<Person | null> {
  return async (headers) => {
    if (!(headers.get("cookie") ?? "").includes("farebox.session_token=")) return null;
    const found = await signIn.api.getSession({ headers, query: { disableRefresh: true } }).catch(cannotTell);
    if (found === null || found.user.banned === true) return null;
    const { id: userId, email, emailVerified: isEmailVerified, role } = found.user;
    return { kind: "person", userId, email, isEmailVerified, isOperator: role === "operator", via: "session" };
  };
}

/** The library keeps the cause to itself. Whatever it was, who calls could not be found out, and that passes. */
function cannotTell(cause: unknown): never {
  throw new ApiError("unavailable", { retryAfterSeconds: 2, cause });
}

function ownOrigins(request: Request | undefined): string[] {
  const host = request?.headers.get("host");
  return typeof host === "string" ? [`http://${host}`, `https://${host}`] : [];
}

function firstWords(message: string): string {
  return message.replaceAll(/\S*@\S*/g, "…").slice(0, 120);
}
