import "./preload.ts";
import { type ReactNode, useEffect } from "react";
import { BillingAddressProvider } from "../lib/billing-address.tsx";
import type { Business } from "../lib/business.ts";
import { useBrowserAddress } from "../lib/use-browser-address.ts";
import { AnswerScope } from "./answer-scope.tsx";
import { idOf, ZONE } from "./fixtures/instants.ts";
import { type GalleryState, GROUPS } from "./gallery-state.ts";
import { DIALOG_STATES } from "./states/dialog-states.tsx";
import { FORM_STATES } from "./states/form-states.tsx";
import { HERO_STATES } from "./states/hero-states.tsx";
import { PLAN_STATES } from "./states/plan-states.tsx";
import { PURCHASE_STATES } from "./states/purchase-states.tsx";
import { TABLE_STATES } from "./states/table-states.tsx";
import { USAGE_STATES } from "./states/usage-states.tsx";

const STATES: readonly GalleryState[] = [
  ...HERO_STATES,
  ...PLAN_STATES,
  ...PURCHASE_STATES,
  ...TABLE_STATES,
  ...USAGE_STATES,
  ...DIALOG_STATES,
  ...FORM_STATES,
];
const BUSINESS: Business = { id: idOf(9), name: "Acme Inc", role: "owner", timeZone: ZONE, isSuspended: false };
const TITLES = {
  hero: "Balance",
  plan: "Plan",
  purchase: "Purchase",
  table: "History",
  usage: "Usage",
  dialog: "Dialogs",
  form: "Settings and payment",
} as const;

/** Every state of the billing page, drawn from fixtures by the page's own components; `?state=` shows one of them. */
export function Gallery({ testModeStripe }: { testModeStripe: ReactNode }) {
  const shown = STATES.find(({ id }) => id === new URLSearchParams(window.location.search).get("state"));
  return shown === undefined ? <Index /> : <Shown state={shown} testModeStripe={testModeStripe} />;
}

function Index() {
  return (
    <main className={MAIN}>
      <h1 className="pb-4 text-page font-semibold">States</h1>
      {GROUPS.map((group) => (
        <section key={group} aria-labelledby={group} className="pb-6">
          <h2 id={group} className="pb-2 text-title font-semibold">
            {TITLES[group]}
          </h2>
          <ul>
            {STATES.filter(({ id }) => id.startsWith(`${group}-`)).map(({ id, title }) => (
              <li key={id}>
                <a href={`?state=${id}`} data-state={id} className="link inline-block min-h-6">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  );
}

function Shown({ state, testModeStripe }: { state: GalleryState; testModeStripe: ReactNode }) {
  const address = useBrowserAddress(window.location.pathname);
  const { id, title, answers, render, business, isConnected = true, known = null, presses = [] } = state;
  usePresses(presses);
  return (
    <BillingAddressProvider
      value={{ ...address, search: { ...state.search, ...address.search }, cameBack: state.cameBack ?? null }}
    >
      {/* Tabs of one business share a stream; each state is a business of its own. */}
      <AnswerScope
        business={{ ...BUSINESS, ...business, id: `${BUSINESS.id}-${id}` }}
        answers={answers}
        isConnected={isConnected}
        known={known}
      >
        {id === "hero-test-mode" && testModeStripe}
        <main className={MAIN}>
          <h1 className="pb-4 text-table text-ink-2">
            {TITLES[id.split("-")[0] as keyof typeof TITLES]}: {title}
          </h1>
          {render()}
        </main>
      </AnswerScope>
    </BillingAddressProvider>
  );
}

const MAIN = "farebox mx-auto w-full max-w-[1168px] px-6 pt-6 pb-16 max-sm:px-4";

/** Presses each button as soon as it is there. */
function usePresses(presses: readonly string[]) {
  useEffect(() => {
    const left = [...presses];
    const press = () => {
      const [next] = left;
      if (next === undefined) return observer.disconnect();
      const buttons = [...document.querySelectorAll<HTMLElement>("main :is(button:enabled, label)")];
      const button = buttons.find(
        ({ textContent, ariaLabel, ariaBusy }) =>
          ariaBusy !== "true" && [textContent, ariaLabel].some((words) => words?.trim().startsWith(next)),
      );
      if (button === undefined) return;
      left.shift();
      button.click();
    };
    const observer = new MutationObserver(press);
    observer.observe(document.body, { childList: true, subtree: true, attributes: true });
    press();
    return () => observer.disconnect();
  }, [presses]);
}
