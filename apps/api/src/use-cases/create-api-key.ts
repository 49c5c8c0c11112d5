import { insertApiKey } from "@farebox/db/access";
import { describeSecret, makeApiKeySecret } from "../auth/api-key-secret.ts";
import type { Key, Person, Scope } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";
import { refuseFields } from "./refusal.ts";
import { showApiKey } from "./show-api-key.ts";

/** Makes a key and answers its secret, the only time it is known. */
export async function createApiKey(deps: Deps, wanted: WantedKey) {
  // No owner can make tokens, so no key of a business can either.
  if (wanted.businessId !== null && wanted.scopes.includes("admin"))
    return refuseFields([{ path: "scopes", code: "not_an_option", message: "admin is for installation keys only" }]);
  const expiresAt = wanted.expiresAt === undefined ? null : new Date(wanted.expiresAt);
  if (expiresAt !== null && expiresAt.getTime() <= Date.now())
    return refuseFields([{ path: "expiresAt", code: "in_past", message: "must be in the future" }]);
  const secret = makeApiKeySecret(deps.env.isSandbox ? "test" : "live");
  const described = describeSecret(secret);
  if (described === null) throw new Error("a new secret does not have the form of one");
  const stored = await insertApiKey(deps.db.service, {
    id: newId(),
    ...described,
    businessId: wanted.businessId,
    name: wanted.name,
    scopes: wanted.scopes,
    createdBy: wanted.caller.kind === "person" ? wanted.caller.userId : null,
    expiresAt,
  });
  return { key: secret, apiKey: showApiKey(stored) };
}

export type WantedKey = {
  readonly caller: Person | Key;
  /** Null: a key of the installation. */
  readonly businessId: string | null;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt?: string | undefined;
};
