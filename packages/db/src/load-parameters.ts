import { type Command, type KeyRef, keyRefsOf } from "@farebox/billing-core";
import { keyDigest } from "./key-digest.ts";

/** What `LOAD_ACCOUNTS` takes: everything the commands in hand name, as arrays. `epoch` is that of the cards kept. */
export function loadParameters(commandsOf: CommandsByBusiness, epoch: string | null): readonly unknown[] {
  const corrects: boolean[] = [];
  const keys = { business: [] as string[], scope: [] as string[], digest: [] as string[] };
  const lines = { business: [] as string[], id: [] as string[] };
  const reviews = { business: [] as string[], id: [] as string[] };
  for (const [businessId, commands] of commandsOf) {
    corrects.push(commands.some((command) => command.kind === "correct_usage"));
    for (const ref of new Set(commands.flatMap(keyRefsOf))) {
      const { scope, key } = splitKeyRef(ref);
      keys.business.push(businessId);
      keys.scope.push(scope);
      keys.digest.push(`\\x${keyDigest(key)}`);
    }
    for (const command of commands) {
      if (command.kind === "correct_usage") {
        lines.business.push(businessId);
        lines.id.push(command.lineId);
      }
      if (command.kind === "resolve_review") {
        reviews.business.push(businessId);
        reviews.id.push(command.reviewId);
      }
    }
  }
  return [
    [...commandsOf.keys()],
    corrects,
    keys.business,
    keys.scope,
    keys.digest,
    lines.business,
    lines.id,
    reviews.business,
    reviews.id,
    epoch,
  ];
}

export type CommandsByBusiness = ReadonlyMap<string, readonly Command[]>;

/** Scopes have no colon, keys may. */
export function splitKeyRef(ref: KeyRef): { readonly scope: string; readonly key: string } {
  const colon = ref.indexOf(":");
  return { scope: ref.slice(0, colon), key: ref.slice(colon + 1) };
}
