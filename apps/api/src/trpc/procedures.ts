import type { Key, Person } from "../auth/caller.ts";
import { ApiError } from "../http/api-error.ts";
import { authorizeCall } from "./authorize-call.ts";
import { t } from "./init.ts";
import { refuseHostileInput } from "./refuse-hostile-input.ts";
import { RIGHTS, type Rights } from "./rights.ts";

export const router = t.router;

/** Reads of one business: its people, and keys with `read`. `ctx.businessId` is a business the caller may read. */
export const readProcedure = forBusiness(RIGHTS.read);
/** Owners only; refused while the business is suspended. */
export const ownerProcedure = forBusiness(RIGHTS.owner);
/** Owners only; also while the business is suspended. */
export const ownerReviewProcedure = forBusiness(RIGHTS.ownerReview);
/** Owners, and installation keys with `admin`; refused while the business is suspended. */
export const endpointsProcedure = forBusiness(RIGHTS.endpoints);
/** The same, also while the business is suspended. */
export const endpointsReviewProcedure = forBusiness(RIGHTS.endpointsReview);
/** Keys with `holds:write`, on one business. */
export const holdsProcedure = forBusiness(RIGHTS.holds);
/** Owners and the billing role, refused while the business is suspended; installation keys with `admin`. */
export const billingProcedure = forBusiness(RIGHTS.billing);
/** The same, also while the business is suspended: nobody is kept from ending what they pay for. */
export const billingEndProcedure = forBusiness(RIGHTS.billingEnd);
/** Owners and the billing role, in the sandbox: where real money is taken there is no such thing. */
export const playgroundProcedure = forBusiness(RIGHTS.playground).use(({ ctx, next }) => {
  if (!ctx.deps.env.isSandbox) throw new ApiError("not_found");
  return next();
});
/** Installation keys with `admin`, and operators, on one business. */
export const adminProcedure = forBusiness(RIGHTS.admin);

/** Signed-in people and keys with `read`; `ctx.businessId` is null when none was named. */
export const catalogueProcedure = forAnyBusiness(RIGHTS.catalogue);
/** Owners on their business; operators also without one. */
export const ownerOrOperatorProcedure = forAnyBusiness(RIGHTS.ownerOrOperator);
/** Keys with `usage:write`. `ctx.businessId` is for items that name none; `ctx.mayUse` answers for one. */
export const usageProcedure = forAnyBusiness(RIGHTS.usage);

/** Installation keys with `admin`, and operators. */
export const installationProcedure = forAnyBusiness(RIGHTS.installation);
/** Signed-in people, and installation keys that may write. */
export const createBusinessProcedure = forAnyBusiness(RIGHTS.createBusiness);

/** A person's own affairs; `ctx.person` is set. */
export const signedInProcedure = forAnyBusiness(RIGHTS.signedIn).use(({ ctx, next }) => {
  if (ctx.caller.kind !== "person") throw new Error("the rights of this procedure let something else than a person in");
  return next({ ctx: { person: ctx.caller } });
});

/** What a person has of their own in a business: what they have read. `ctx.person` is set. */
export const memberProcedure = forBusiness(RIGHTS.member).use(({ ctx, next }) => {
  if (ctx.caller.kind !== "person") throw new Error("the rights of this procedure let something else than a person in");
  return next({ ctx: { person: ctx.caller } });
});

function forBusiness(rights: Rights & { readonly business: "required" }) {
  return forAnyBusiness(rights).use(({ ctx, next }) => {
    if (ctx.businessId === null) throw new Error("a procedure with a required business was let through without one");
    return next({ ctx: { businessId: ctx.businessId } });
  });
}

function forAnyBusiness(rights: Rights) {
  return t.procedure.meta({ rights }).use(async ({ ctx, type, getRawInput, next }) => {
    const caller = await ctx.identify();
    // Before the input: nobody makes us read megabytes without saying who they are.
    if (caller.kind === "anonymous") throw new ApiError("unauthenticated");
    const rawInput = await getRawInput();
    const isWrite = type === "mutation";
    const granted = await authorizeCall(ctx, { caller, rights, isWrite, rawInput });
    refuseHostileInput(rawInput);
    return ctx.deps.admission.during(() =>
      next({
        ctx: {
          ...granted,
          /** Throws as the call itself would if it came now. */
          authorizeAgain: async (): Promise<void> => {
            const again = { caller: await ctx.identifyAgain(), rights, isWrite, rawInput, isAgain: true };
            await authorizeCall(ctx, again);
          },
        },
      }),
    );
  });
}

/** What authorisation adds to the context of a procedure. */
export type Granted = {
  readonly caller: Person | Key;
  readonly businessId: string | null;
  /** Operators and keys with `admin`: may book work beyond the balance. */
  readonly isAdmin: boolean;
  /** Whether an item of the input may name this business. Existence is for the use-case to find out. */
  readonly mayUse: (businessId: string) => boolean;
};
