import { readLanguages, readMemberships } from "@farebox/db/access";
import type { Person } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import { toLanguage } from "./mail-language.ts";

/** Who somebody is here: the businesses they belong to, and what kind of installation this is. */
export async function describeAccount(deps: Deps, person: Person) {
  const [memberships, languages] = await Promise.all([
    readMemberships(deps.db.service, person.userId),
    readLanguages(deps.db.service, person.userId),
  ]);
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
    language: toLanguage(languages.chosen),
    shownLanguage: toLanguage(languages.shown),
    supportEmail: deps.env.supportEmail,
  };
}
