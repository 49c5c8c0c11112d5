import { Icon } from "@farebox/react/components/icon.tsx";
import type { Account, Business } from "@farebox/react/lib/business.ts";
import { classNames } from "@farebox/react/lib/class-names.ts";
import { laterPart } from "@farebox/react/lib/lazy-part.ts";
import { strings } from "@farebox/react/lib/strings.ts";
import { Link, useLocation } from "@tanstack/react-router";
import { Bell, CircleUser, Search, SunMoon, Ticket } from "lucide-react";
import { type ReactNode, Suspense } from "react";

// The menus open on a press; until they are here their buttons already stand in place.
const HeaderMenus = laterPart(() => import("./header-menus.tsx"));
const words = strings.shell;

export type HeaderParts = {
  account: Account;
  business: Business;
  /** An operator looks on: what is somebody's own here is left out. */
  isViewing: boolean;
  isSandbox: boolean;
  /** What tells of notices; it comes with the menus. */
  bell: ReactNode;
  onSwitch: (businessId: string) => void;
  onCommands: () => void;
  onHelp: () => void;
};

/** Which business, which page, and the person's own menus. */
export function Header(props: HeaderParts) {
  const { business, isViewing, isSandbox } = props;
  const isSettings = useLocation({ select: ({ pathname }) => /^\/dashboard\/(?!billing)/.test(pathname) });
  return (
    <header className="no-print mx-auto w-full max-w-[1168px] px-6 max-sm:px-4">
      <div className="flex min-h-14 flex-wrap items-center gap-x-4 border-b border-line">
        <div className="flex min-w-0 items-center gap-1 max-sm:h-14 max-sm:flex-1">
          <Icon of={Ticket} className="me-1" />
          <Suspense fallback={<span className={switchClass}>{business.name}</span>}>
            <HeaderMenus part="business" {...props} />
          </Suspense>
        </div>
        <nav
          aria-label={words.primaryNavigation}
          className="flex gap-1 text-table whitespace-nowrap max-sm:order-last max-sm:-mx-2 max-sm:w-full max-sm:flex-wrap max-sm:pb-2"
        >
          <NavLink to="/dashboard/billing">{words.billing}</NavLink>
          <NavLink
            to={business.role === "owner" ? "/dashboard/keys" : "/dashboard/notices"}
            aria-current={isSettings ? "true" : undefined}
          >
            {words.settings}
          </NavLink>
          {isSandbox && business.role !== "member" && <NavLink to="/playground">{words.playground}</NavLink>}
        </nav>
        <div className="ms-auto flex items-center gap-1">
          <Suspense
            fallback={
              <>
                <span className={classNames(toolClass, "max-sm:hidden")}>
                  <Icon of={Search} />
                </span>
                {(isViewing ? [SunMoon, CircleUser] : [Bell, SunMoon, CircleUser]).map((drawing, index) => (
                  <span key={index} className={toolClass}>
                    <Icon of={drawing} />
                  </span>
                ))}
              </>
            }
          >
            <HeaderMenus part="person" {...props} />
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
  children,
  ...rest
}: {
  to: "/dashboard/billing" | "/dashboard/keys" | "/dashboard/notices" | "/playground";
  "aria-current"?: "true" | undefined;
  children: ReactNode;
}) {
  return (
    <Link
      {...rest}
      className="flex h-9 items-center rounded-control px-2 text-ink-2 hover:bg-hover hover:text-ink aria-[current]:font-medium aria-[current]:text-ink max-sm:h-11"
    >
      {children}
    </Link>
  );
}
