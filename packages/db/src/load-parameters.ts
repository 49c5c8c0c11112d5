import { type Command, holdIdsOf, type KeyRef, keyRefsOf, lineIdsOf } from "@farebox/billing-core";
import { keyDigest } from "./key-digest.ts";

/** What `LOAD_ACCOUNTS` takes: everything the commands in hand name, as arrays. `epoch` is that of the cards kept. */
export function loadParameters(askedOf: AskedByBusiness, epoch: string | null): readonly unknown[] {
  const keys = { business: [] as string[], scope: [] as string[], digest: [] as string[] };
  const [lines, reviews, holds] = [named(), named(), named()];
  for (const [businessId, { commands, holdIds }] of askedOf) {
    for (const ref of new Set(commands.flatMap(keyRefsOf))) {
      const { scope, key } = splitKeyRef(ref);
      keys.business.push(businessId);
      keys.scope.push(scope);
      keys.digest.push(`\\x${keyDigest(key)}`);
    }
    add(lines, businessId, commands.flatMap(lineIdsOf));
    add(reviews, businessId, commands.flatMap(reviewIdsOf));
    add(holds, businessId, [...commands.flatMap(holdIdsOf), ...holdIds]);
  }
  return [
    [...askedOf.keys()],
    [...askedOf.values()].map(({ commands }) => commands.some(({ kind }) => kind === "set_caps")),
    keys.business,
    keys.scope,
    keys.digest,
    ...[lines, reviews, holds].flatMap(({ business, id }) => [business, id]),
    epoch,
  ];
}

/** `holdIds` are asked about besides those that commands name. */
export type Asked = { readonly commands: readonly Command[]; readonly holdIds: readonly string[] };
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
