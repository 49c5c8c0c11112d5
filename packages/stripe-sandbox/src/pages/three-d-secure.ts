import { formatAmount } from "../billing/currencies.ts";
import { completeAuthentication } from "../resources/complete-authentication.ts";
import { completeSetupAuthentication } from "../resources/confirm-setup-intent.ts";
import { returnUrlAfter } from "../resources/three-d-secure.ts";
import type { World } from "../store/world.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";
import type { Page, PageAnswer } from "./page.ts";

/** The bank's page of 3-D Secure, where the customer says who they are; here they choose how it ends. */
export const threeDSecurePages: Page[] = [
  { method: "GET", path: "/3d-secure/:intent", answer: ({ world, path }) => show(world, path["intent"] ?? "") },
  {
    method: "POST",
    path: "/3d-secure/:intent",
    answer: ({ world, path, form }) => decide(world, path["intent"] ?? "", form["outcome"] === "complete"),
  },
];

function show(world: World, id: string): PageAnswer {
  const intent = findIntent(world, id);
  const isWaiting = intent.status === "requires_action";
  const method = world.payment_methods.get(intent.payment_method ?? "");
  const about =
    intent.object === "payment_intent"
      ? `a payment of ${formatAmount(intent.amount, intent.currency)}`
      : "saving a card";
  const main = html`<section class="card">
<h1>3-D Secure test page</h1>
<p class="soft">Your bank asks whether it is you: ${about}${method?.card === undefined ? "" : ` with the card ending in ${method.card.last4}`}.</p>
${
  isWaiting
    ? html`<form method="post">
<p><button class="primary" name="outcome" value="complete">Complete authentication</button></p>
<p><button class="plain" name="outcome" value="fail">Fail authentication</button></p>
</form>`
    : html`<p role="status">There is nothing to confirm: this is ${words(intent.status)}. You can close this page.</p>`
}
</section>`;
  return { status: 200, html: layout({ title: "3-D Secure test page", main }) };
}

function decide(world: World, id: string, hasPassed: boolean): PageAnswer {
  const waiting = findIntent(world, id);
  const returnUrl = world.intent_attempts.get(id)?.returnUrl ?? null;
  const intent =
    waiting.object === "payment_intent"
      ? completeAuthentication(world, id, hasPassed)
      : completeSetupAuthentication(world, id, hasPassed);
  const isGood = ["succeeded", "processing", "requires_capture", "requires_confirmation"].includes(intent.status);
  const back = returnUrlAfter(intent, returnUrl, isGood ? "succeeded" : "failed");
  if (back !== null) return { location: back };
  const main = html`<section class="card"><h1>${isGood ? "Authentication complete" : "Authentication failed"}</h1>
<p role="status">You can close this page.</p></section>`;
  return { status: 200, html: layout({ title: "3-D Secure test page", main }) };
}

function findIntent(world: World, id: string) {
  return world.setup_intents.get(id) ?? world.payment_intents.require(id, "intent");
}

function words(status: string): string {
  return status.replaceAll("_", " ");
}
