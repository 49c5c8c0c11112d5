import type { SqlRunner } from "@farebox/db";
import { resolveTokenPerson } from "@farebox/db/access";
import { errors, type JWTPayload, jwtVerify } from "jose";
import type { Issuer } from "../env.ts";
import { newId } from "../new-id.ts";
import type { Person } from "./caller.ts";
import { createIssuerKeys } from "./issuer-keys.ts";

/** Judges bearer tokens of the configured issuer. Null for every token that does not prove a person. */
export function createTokenJudge(sql: SqlRunner, issuer: Issuer): (token: string) => Promise<Person | null> {
  const keys = createIssuerKeys(issuer.jwksUrl);
  return async (token) => {
    const payload = await verify(token);
    const subject = payload === null ? null : toSubject(payload);
    if (subject === null) return null;
    const person = await resolveTokenPerson(sql, {
      issuer: issuer.issuer,
      ...subject,
      newUserId: newId(),
      newAccountId: newId(),
    });
    if (person === null) return null;
    const { id: userId, email, isEmailVerified } = person;
    return { kind: "person", userId, email, isEmailVerified, isOperator: person.role === "operator", via: "token" };
  };

  async function verify(token: string): Promise<JWTPayload | null> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        algorithms: ASYMMETRIC,
        issuer: issuer.issuer,
        audience: issuer.audience,
        clockTolerance: LEEWAY_SECONDS,
        requiredClaims: ["exp", "sub"],
      });
      const { typ } = protectedHeader;
      return (typ === undefined || TYPES.has(typ.toLowerCase())) && isPlausible(payload) ? payload : null;
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
      throw error;
    }
  }
}

// A shared secret would let whoever can verify also sign, and `none` anybody.
const ASYMMETRIC = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
const TYPES = new Set(["jwt", "at+jwt"]);
const LEEWAY_SECONDS = 60;
const LONGEST_LIFE_SECONDS = 7 * 24 * 3600;
// Supabase's own keys are tokens too, of no person: one may do everything, the other is public.
const ROLES_OF_NOBODY: readonly unknown[] = ["service_role", "anon", "supabase_admin"];

function isPlausible(payload: JWTPayload): boolean {
  const nowSeconds = Date.now() / 1000;
  if (payload.exp === undefined || payload.exp - nowSeconds > LONGEST_LIFE_SECONDS) return false;
  if (payload.iat !== undefined && payload.iat > nowSeconds + LEEWAY_SECONDS) return false;
  return !ROLES_OF_NOBODY.includes(payload["role"]);
}

function toSubject(payload: JWTPayload): { subject: string; verifiedEmail: string | null } | null {
  const { sub } = payload;
  if (typeof sub !== "string" || sub === "" || sub.length > 255 || sub.includes("\0") || !sub.isWellFormed())
    return null;
  return { subject: sub, verifiedEmail: readVerifiedEmail(payload) };
}

/** Only the claim itself counts: what stands in `user_metadata`, people may write themselves. */
function readVerifiedEmail({ email, email_verified: isVerified }: JWTPayload): string | null {
  const isAddress = typeof email === "string" && email.isWellFormed() && email.length <= 320 && EMAIL.test(email);
  return isVerified === true && isAddress ? email : null;
}

const EMAIL = /^[^\s@\0]+@[^\s@\0]+$/;
