import { type Command, holdIdsOf, type KeyRef, keyRefsOf, lineIdsOf } from "@farebox/billing-core";
import { arrayLiteral, bytesItem } from "./array-literal.ts";
import { keyDigest } from "./key-digest.ts";

/** What `LOAD_ACCOUNTS` takes: everything the commands in hand name, as arrays. `epoch` is that of the cards kept. */
export function loadParameters(askedOf: AskedByBusiness, epoch: string | null): readonly (string | null)[] {
  const accounts = { business: [] as string[], setsCaps: [] as boolean[], keptVersion: [] as (bigint | null)[] };
  const keys = { business: [] as string[], scope: [] as string[], digest: [] as string[] };
  const [lines, reviews, holds] = [named(), named(), named()];
  for (const [businessId, { commands, holdIds, keptVersion }] of askedOf) {
    accounts.business.push(businessId);
    accounts.setsCaps.push(commands.some(({ kind }) => kind === "set_caps"));
    accounts.keptVersion.push(keptVersion);
    for (const ref of new Set(commands.flatMap(keyRefsOf))) {
      const { scope, key } = splitKeyRef(ref);
      keys.business.push(businessId);
      keys.scope.push(scope);
      keys.digest.push(bytesItem(keyDigest(key)));
    }
    add(lines, businessId, commands.flatMap(lineIdsOf));
    add(reviews, businessId, commands.flatMap(reviewIdsOf));
    add(holds, businessId, [...commands.flatMap(holdIdsOf), ...holdIds]);
  }
  const arrays = [accounts, keys, lines, reviews, holds].flatMap((columns) => Object.values(columns));
  return [...arrays.map(arrayLiteral), epoch];
}

export type Asked = {
  readonly commands: readonly Command[];
  /** Asked about besides those that commands name. */
  readonly holdIds: readonly string[];
  /** The version the caller keeps this account at; null when it has to be brought whole. */
  readonly keptVersion: bigint | null;
};
export type AskedByBusiness = ReadonlyMap<string, Asked>;

type Named = { readonly business: string[]; readonly id: string[] };

function named(): Named {
  return { business: [], id: [] };
}

/** Each id once: a row asked for twice would be brought twice. */
function add({ business, id }: Named, businessId: string, ids: readonly string[]): void {
  for (const one of new Set(ids)) {
    business.push(businessId);
    id.push(one);
  }
}

function reviewIdsOf(command: Command): readonly string[] {
  return command.kind === "resolve_review" ? [command.reviewId] : [];
}

/** Scopes have no colon, keys may. */
export function splitKeyRef(ref: KeyRef): { readonly scope: string; readonly key: string } {
  const colon = ref.indexOf(":");
  return { scope: ref.slice(0, colon), key: ref.slice(colon + 1) };
}
