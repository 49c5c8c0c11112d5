import { Icon } from "@farebox/react/components/icon.tsx";
import type { Account, Business } from "@farebox/react/lib/business.ts";
import { afterFirstFigure } from "@farebox/react/lib/first-figure.ts";
import { strings } from "@farebox/react/lib/strings.ts";
import { Link } from "@tanstack/react-router";
import { CircleUser, SunMoon, Ticket } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";

// The menus open on a press; until they are here their buttons already stand in place.
const HeaderMenus = lazy(async () => {
  await afterFirstFigure();
  return import("./header-menus.tsx");
});
const words = strings.shell;

/** Which business, which page, and the person's own menus. */
export function Header({
  account,
  business,
  isSandbox,
  onSwitch,
  onHelp,
}: {
  account: Account;
  business: Business;
  isSandbox: boolean;
  onSwitch: (businessId: string) => void;
  onHelp: () => void;
}) {
  return (
    <header className="no-print mx-auto w-full max-w-[1168px] px-6 max-sm:px-4">
      <div className="flex min-h-14 flex-wrap items-center gap-x-4 border-b border-line">
        <div className="flex min-w-0 items-center gap-1 max-sm:h-14 max-sm:flex-1">
          <Icon of={Ticket} className="me-1" />
          <Suspense fallback={<span className={switchClass}>{business.name}</span>}>
            <HeaderMenus part="business" account={account} business={business} onSwitch={onSwitch} onHelp={onHelp} />
          </Suspense>
        </div>
        <nav
          aria-label={words.primaryNavigation}
          className="flex gap-1 text-table whitespace-nowrap max-sm:order-last max-sm:-mx-2 max-sm:w-full max-sm:flex-wrap max-sm:pb-2"
        >
          <NavLink to="/dashboard/billing">{words.billing}</NavLink>
          {business.role === "owner" && (
            <>
              <NavLink to="/dashboard/keys">{words.keys}</NavLink>
              <NavLink to="/dashboard/members">{words.members}</NavLink>
            </>
          )}
          {isSandbox && business.role !== "member" && <NavLink to="/playground">{words.playground}</NavLink>}
        </nav>
        <div className="ms-auto flex items-center gap-1">
          <Suspense
            fallback={
              <>
                <span className={toolClass}>
                  <Icon of={SunMoon} />
                </span>
                <span className={toolClass}>
                  <Icon of={CircleUser} />
                </span>
              </>
            }
          >
            <HeaderMenus part="person" account={account} business={business} onSwitch={onSwitch} onHelp={onHelp} />
          </Suspense>
        </div>
      </div>
    </header>
  );
}

export const switchClass =
  "flex h-9 min-w-0 items-center gap-2 rounded-control px-2 text-table font-semibold hover:bg-hover max-sm:h-11";
export const toolClass =
  "grid size-9 place-items-center rounded-control text-ink-2 hover:bg-hover hover:text-ink max-sm:size-11";

function NavLink({
  to,
  children,
}: {
  to: "/dashboard/billing" | "/dashboard/keys" | "/dashboard/members" | "/playground";
  children: ReactNode;
}) {
  return (
    <Link
      to={to}
      className="flex h-9 items-center rounded-control px-2 text-ink-2 hover:bg-hover hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink max-sm:h-11"
    >
      {children}
    </Link>
  );
}
