import { applyPromotionCode } from "../checkout/apply-promotion-code.ts";
import type { CheckoutSession } from "../checkout/create-session.ts";
import { paySession, requireOpen } from "../checkout/pay-session.ts";
import { nowOfCustomer } from "../clock/now.ts";
import type { World } from "../store/world.ts";
import type { RawHash } from "../wire/raw-parameters.ts";
import { readMethod, textOf } from "./card-form.ts";
import { checkoutView, endedView } from "./checkout-view.ts";
import type { Page, PageAnswer } from "./page.ts";

const PATH = "/c/pay/:session";

/** Where a customer pays, subscribes or saves a card: Stripe's hosted page in small. */
export const checkoutPages: Page[] = [
  { method: "GET", path: PATH, answer: ({ world, path, query }) => show(world, path["session"] ?? "", query) },
  { method: "POST", path: PATH, answer: ({ world, path, form }) => pay(world, path["session"] ?? "", form) },
  {
    method: "POST",
    path: `${PATH}/promotion`,
    answer: ({ world, path, form }) => {
      const id = path["session"] ?? "";
      const code = textOf(form, "remove") === "" ? textOf(form, "code") : null;
      const applied = applyPromotionCode(world, id, code);
      if (applied !== null) return { location: `/c/pay/${id}` };
      return answer(world, requireOpen(world, id), {
        notice: `The promotion code “${code ?? ""}” is not valid.`,
      });
    },
  },
];

function show(world: World, id: string, query: RawHash): PageAnswer {
  const session = world.checkout_sessions.require(id, "session");
  if (session.status === "complete") return { location: successUrl(session) };
  const isOver = session.expires_at <= nowOfCustomer(world, session.customer);
  if (session.status === "expired" || isOver) return { status: 200, html: endedView(session) };
  const hasFailed = textOf(query, "redirect_status") === "failed";
  return answer(world, session, {
    card: textOf(query, "card"),
    methodType: textOf(query, "method"),
    notice: hasFailed
      ? "We are unable to authenticate your payment method. Please choose a different payment method and try again."
      : null,
  });
}

function pay(world: World, id: string, form: RawHash): PageAnswer {
  const session = requireOpen(world, id);
  const saved = textOf(form, "saved");
  const needsMethod = textOf(form, "number") !== "" || textOf(form, "iban") !== "";
  const now = nowOfCustomer(world, session.customer);
  const method =
    saved !== "" && saved !== "new"
      ? savedMethod(world, session, saved)
      : needsMethod
        ? readMethod(world, form, now)
        : null;
  const typed = { card: textOf(form, "number"), methodType: textOf(form, "iban") === "" ? "card" : "sepa_debit" };
  if (typeof method === "string") return answer(world, session, { ...typed, notice: method });
  const { nextUrl, refusal } = paySession(world, id, {
    method,
    email: textOf(form, "email") || null,
    name: textOf(form, "name") || null,
    phone: textOf(form, "phone") || null,
  });
  const after = world.checkout_sessions.require(id);
  if (after.status === "complete") return { location: successUrl(after) };
  if (nextUrl !== null) return { location: nextUrl };
  return answer(world, after, { ...typed, notice: refusal?.message ?? "The payment did not succeed." });
}

function savedMethod(world: World, session: CheckoutSession, id: string) {
  const method = world.payment_methods.require(id, "payment_method", 400);
  return method.customer !== null && method.customer === session.customer ? method : "This saved card is not yours.";
}

function answer(
  world: World,
  session: CheckoutSession,
  shown: { card?: string; methodType?: string; notice: string | null },
): PageAnswer {
  return { status: 200, html: checkoutView(world, session, shown) };
}

function successUrl(session: CheckoutSession): string {
  return (session.success_url ?? "/").replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}
