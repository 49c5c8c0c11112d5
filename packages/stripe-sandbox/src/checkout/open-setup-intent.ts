import { emit } from "../events/emit.ts";
import { buildSetupIntent, type SetupIntent } from "../resources/build-setup-intent.ts";
import type { World } from "../store/world.ts";

/** The setup intent of a session that saves a card: what the session is for, or what a trial begins with. */
export function openSetupIntent(world: World, sessionId: string, customer: string | null): SetupIntent {
  const { setup } = world.checkout_plans.require(sessionId);
  const session = world.checkout_sessions.require(sessionId);
  const intent = world.setup_intents.insert(
    buildSetupIntent(world, {
      ...setup,
      payment_method_types: session.payment_method_types,
      ...(customer === null ? {} : { customer }),
    }),
  );
  emit(world, "setup_intent.created", intent);
  return intent;
}
