/** Who sent a request, as far as it was proved. */
export type Caller = Anonymous | Person | Key;

export type Anonymous = { readonly kind: "anonymous" };

/** A signed-in human, by session cookie or by a token of the host's issuer. */
export type Person = {
  readonly kind: "person";
  readonly userId: string;
  readonly email: string;
  readonly isEmailVerified: boolean;
  /** Operators run this installation: they see every business, and change in one what is an operator's to change. */
  readonly isOperator: boolean;
  readonly via: "session" | "token";
};

/** A back end or call handler. */
export type Key = {
  readonly kind: "key";
  readonly keyId: string;
  /** Null for an installation key, which may name any business. */
  readonly businessId: string | null;
  readonly scopes: ReadonlySet<Scope>;
};

export const BUSINESS_SCOPES = ["read", "usage:write", "holds:write"] as const;
export const SCOPES = [...BUSINESS_SCOPES, "admin"] as const;
export type Scope = (typeof SCOPES)[number];

export const ROLES = ["owner", "billing", "member"] as const;
export type Role = (typeof ROLES)[number];
