import { nowOfCustomer } from "../clock/now.ts";
import {
  cancelPlan,
  changeDetails,
  changePlan,
  finishCard,
  keepPlan,
  makeDefault,
  removeCard,
  saveCard,
} from "../portal/portal-actions.ts";
import type { PortalSession } from "../resources/billing-portal-sessions.ts";
import type { World } from "../store/world.ts";
import type { RawHash } from "../wire/raw-parameters.ts";
import { readMethod, textOf } from "./card-form.ts";
import type { Page, PageAnswer, PageVisit } from "./page.ts";
import { portalView } from "./portal-view.ts";

const PATH = "/p/session/:session";
const DETAILS = ["name", "email", "phone", "line1", "postal_code", "city", "country"];

/** Where a customer manages cards, subscriptions and invoices: Stripe's billing portal in small. */
export const portalPages: Page[] = [
  { method: "GET", path: PATH, answer: (visit) => show(visit.world, sessionOf(visit), visit.query) },
  { method: "POST", path: `${PATH}/card`, answer: (visit) => addCard(visit.world, sessionOf(visit), visit.form) },
  action(
    "/card/default",
    (visit, session) => makeDefault(visit.world, session, textOf(visit.form, "method")),
    "The card is now used for your payments.",
  ),
  action(
    "/card/remove",
    (visit, session) => removeCard(visit.world, session, textOf(visit.form, "method")),
    "The card was removed.",
  ),
  action(
    "/subscription/cancel",
    (visit, session) =>
      cancelPlan(visit.world, session, textOf(visit.form, "subscription"), textOf(visit.form, "reason")),
    "Your plan was canceled.",
  ),
  action(
    "/subscription/keep",
    (visit, session) => keepPlan(visit.world, session, textOf(visit.form, "subscription")),
    "Your plan goes on.",
  ),
  action(
    "/subscription/change",
    (visit, session) =>
      changePlan(visit.world, session, textOf(visit.form, "subscription"), {
        price: textOf(visit.form, "price"),
        quantity: textOf(visit.form, "quantity"),
      }),
    "Your plan was changed.",
  ),
  action(
    "/details",
    (visit, session) =>
      changeDetails(visit.world, session, Object.fromEntries(DETAILS.map((name) => [name, textOf(visit.form, name)]))),
    "Your details were changed.",
  ),
];

function action(path: string, act: (visit: PageVisit, session: PortalSession) => void, done: string): Page {
  return {
    method: "POST",
    path: `${PATH}${path}`,
    answer: (visit) => {
      const session = sessionOf(visit);
      act(visit, session);
      return finished(session, done);
    },
  };
}

function show(world: World, session: PortalSession, query: RawHash): PageAnswer {
  const setupIntent = textOf(query, "setup_intent");
  if (setupIntent !== "") finishCard(world, session, setupIntent);
  const hasFailed = textOf(query, "redirect_status") === "failed";
  return {
    status: 200,
    html: portalView(world, session, {
      card: textOf(query, "card"),
      done: setupIntent !== "" && !hasFailed ? "The card was added." : textOf(query, "done"),
      problem: hasFailed ? "Your bank could not confirm that it was you. Please try another card." : null,
    }),
  };
}

function addCard(world: World, session: PortalSession, form: RawHash): PageAnswer {
  const card = textOf(form, "number");
  const refused = (problem: string) => ({
    status: 200,
    html: portalView(world, session, { card, done: "", problem }),
  });
  const method = readMethod(world, form, nowOfCustomer(world, session.customer));
  if (typeof method === "string") return refused(method);
  const { nextUrl, problem } = saveCard(world, session, method);
  if (problem !== null) return refused(problem);
  return nextUrl === null ? finished(session, "The card was added.") : { location: nextUrl };
}

/** A flow that is over goes where it was told to go; otherwise the portal says what was done. */
function finished(session: PortalSession, done: string): PageAnswer {
  const { redirect, hosted_confirmation: confirmation, type } = session.flow?.after_completion ?? {};
  if (type === "redirect" && redirect != null) return { location: redirect.return_url };
  const said = type === "hosted_confirmation" ? (confirmation?.custom_message ?? done) : done;
  return { location: `/p/session/${session.id}?${new URLSearchParams({ done: said })}` };
}

function sessionOf({ world, path }: PageVisit): PortalSession {
  return world.billing_portal_sessions.require(path["session"] ?? "", "session");
}
