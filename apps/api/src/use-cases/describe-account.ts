import { readMemberships } from "@farebox/db/access";
import type { Person } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";

/** Who somebody is here: the businesses they belong to, and what kind of installation this is. */
export async function describeAccount(deps: Deps, person: Person) {
  const memberships = await readMemberships(deps.db.service, person.userId);
  return {
    userId: person.userId,
    email: person.email,
    isEmailVerified: person.isEmailVerified,
    isOperator: person.isOperator,
    businesses: memberships.map((membership) => ({
      id: membership.businessId,
      name: membership.name,
      role: membership.role,
      timeZone: membership.timeZone,
      isSuspended: membership.suspendedAt !== null,
    })),
    installation: {
      isSandbox: deps.env.isSandbox,
      isLocal: deps.env.isLocal,
      demo: deps.readDemoProgress(),
    },
    supportEmail: deps.env.supportEmail,
  };
}
