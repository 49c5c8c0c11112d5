import { now } from "../clock/now.ts";
import type { World } from "../store/world.ts";

/** What signs an endpoint's deliveries (the id is the secret). During a roll an endpoint has several. */
export interface EndpointSecret {
  readonly id: string;
  readonly endpoint: string;
  /** Sandbox seconds; null while it is the current one. */
  readonly expiresAt: number | null;
}

/** Gives the endpoint a new secret; the ones before stay valid for that long. */
export function rollSecret(
  world: World,
  endpoint: string,
  { secret = world.endpoint_secrets.newId(), oldOnesExpireInSeconds = 0 } = {},
): string {
  const expiresAt = now(world) + oldOnesExpireInSeconds;
  for (const old of world.endpoint_secrets.where((each) => each.endpoint === endpoint && each.expiresAt === null)) {
    if (old.id !== secret) world.endpoint_secrets.update(old.id, { expiresAt });
  }
  if (world.endpoint_secrets.get(secret) === undefined) {
    world.endpoint_secrets.insert({ id: secret, endpoint, expiresAt: null });
  }
  return secret;
}

/** Newest first. */
export function validSecrets(world: World, endpoint: string): string[] {
  const time = now(world);
  return world.endpoint_secrets
    .where((each) => each.endpoint === endpoint && (each.expiresAt === null || each.expiresAt > time))
    .map((each) => each.id)
    .reverse();
}
