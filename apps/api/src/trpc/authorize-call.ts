import { readBusinessAccess, readMemberships } from "@farebox/db/access";
import type { Caller, Key, Person } from "../auth/caller.ts";
import { ApiError, invalidField } from "../http/api-error.ts";
import type { RequestContext } from "./init.ts";
import { nameBusiness } from "./name-business.ts";
import type { Granted } from "./procedures.ts";
import type { Rights } from "./rights.ts";

/**
 * Lets a call through or refuses it. What the caller is comes first (`unauthenticated`, `forbidden`), then which business
 * it is about (`not_found` for foreign and unknown alike), then its role there. Membership is looked up on every call:
 * whoever lost it is out with the next one.
 */
export async function authorizeCall(ctx: RequestContext, call: Call): Promise<Granted> {
  const { caller, rights } = call;
  if (caller.kind === "anonymous") throw new ApiError("unauthenticated");
  if (call.isAgain !== true) ctx.deps.limits.countCall(caller);
  const isAdmin = caller.kind === "key" ? isAdminKey(caller) : caller.isOperator;
  if (caller.kind === "key") requireScope(caller, rights);
  else requireKind(caller, rights);
  const businessId = await resolveBusiness(ctx, { ...call, caller });
  return {
    caller,
    businessId,
    isAdmin,
    mayUse: (id) =>
      caller.kind === "key" ? caller.businessId === null || caller.businessId === id : caller.isOperator,
  };
}

type Call = {
  readonly caller: Caller;
  readonly rights: Rights;
  /** Whether it changes something. */
  readonly isWrite: boolean;
  readonly rawInput: unknown;
  /** We ask, and not its caller: a call that was let through and counted still goes on. */
  readonly isAgain?: boolean;
};
type IdentifiedCall = Call & { readonly caller: Person | Key };

/** No business key is an admin's, whatever its row says: no owner can make tokens. */
function isAdminKey(key: Key): boolean {
  return key.businessId === null && key.scopes.has("admin");
}

function requireScope(key: Key, rights: Rights): void {
  if (rights.key === null) throw forbidden("a signed-in person");
  if (rights.isInstallationKeyOnly && key.businessId !== null) throw forbidden("an installation key");
  if (!rights.key.some((scope) => key.scopes.has(scope)))
    throw forbidden(`a key with the scope ${rights.key.join(" or ")}`);
}

function requireKind(person: Person, rights: Rights): void {
  if (rights.person === null && !(person.isOperator && rights.isOperatorsWork))
    throw forbidden(`a key with the scope ${rights.key?.join(" or ") ?? ""}`);
}

async function resolveBusiness(ctx: RequestContext, call: IdentifiedCall): Promise<string | null> {
  const { caller, rights } = call;
  if (rights.business === "none") return null;
  const named = nameBusiness(ctx.namedBusiness, call.rawInput);
  if (caller.kind === "key") return resolveForKey(ctx, { named, key: caller, rights });
  return resolveForPerson(ctx, { named, person: caller, rights, isWrite: call.isWrite });
}

/** What keys do while their business is suspended is decided with its tokens, not here. */
async function resolveForKey(
  ctx: RequestContext,
  call: { named: string | null; key: Key; rights: Rights },
): Promise<string | null> {
  const { named, key, rights } = call;
  if (key.businessId !== null) {
    if (named !== null && named !== key.businessId) throw new ApiError("not_found");
    return key.businessId;
  }
  if (named === null) return rights.business === "required" ? missingBusiness() : null;
  if (!(await ctx.deps.businesses.exists(named))) throw new ApiError("not_found");
  return named;
}

async function resolveForPerson(
  ctx: RequestContext,
  call: { named: string | null; person: Person; rights: Rights; isWrite: boolean },
): Promise<string | null> {
  const { person, rights, isWrite } = call;
  const businessId = call.named ?? (await onlyBusiness(ctx, call));
  if (businessId === null) return null;
  const access = await readBusinessAccess(ctx.deps.db.service, { businessId, userId: person.userId });
  if (access === null || (access.role === null && !person.isOperator)) throw new ApiError("not_found");
  if (person.isOperator && (rights.isOperatorsWork || !isWrite)) return businessId;
  if (access.role === null) throw onlooker();
  const roles = rights.person === "signed_in" ? null : rights.person;
  if (roles !== null && !roles.includes(access.role)) throw forbidden(`the role ${roles.join(" or ")}`);
  if (!rights.isOpenWhenSuspended) requireNotSuspended(access);
  return businessId;
}

/** A person in exactly one business need not name it. */
async function onlyBusiness(ctx: RequestContext, call: { person: Person; rights: Rights }): Promise<string | null> {
  const { person, rights } = call;
  const isNeeded = rights.business === "required" || (Array.isArray(rights.person) && !person.isOperator);
  if (!isNeeded) return null;
  const memberships = await readMemberships(ctx.deps.db.service, person.userId);
  return memberships.length === 1 && memberships[0] !== undefined ? memberships[0].businessId : missingBusiness();
}

function missingBusiness(): never {
  throw invalidField("businessId", "say which business, here or in the header Farebox-Business");
}

function requireNotSuspended(access: { suspendedAt: Date | null; suspendedReason: string | null }): void {
  if (access.suspendedAt === null) return;
  throw new ApiError("business_suspended", { details: { reason: access.suspendedReason ?? "not stated" } });
}

function onlooker(): ApiError {
  return new ApiError("forbidden", {
    message: "You see this business as an operator: only its own people change something in its name.",
    details: { required: "a member of this business" },
  });
}

function forbidden(required: string): ApiError {
  return new ApiError("forbidden", { details: { required } });
}
