import { useBusiness } from "@farebox/react/lib/business.ts";
import { strings } from "@farebox/react/lib/strings.ts";
import { Link, Outlet } from "@tanstack/react-router";
import { listSettingsPages } from "../lib/settings-pages.ts";

/** The settings of a business, side by side: one list of pages, one place for the page. */
export function SettingsLayout() {
  const { role } = useBusiness();
  return (
    <div className="grid grid-cols-[144px_minmax(0,1fr)] items-start gap-8 pt-8 max-lg:grid-cols-1 max-lg:gap-4 max-sm:pt-6">
      <nav
        aria-label={strings.shell.settings}
        className="flex flex-col text-table max-lg:-mx-2 max-lg:flex-row max-lg:flex-wrap"
      >
        {listSettingsPages(role).map(({ to, title }) => (
          <Link
            key={to}
            to={to}
            className="flex h-9 items-center rounded-control px-2 text-ink-2 hover:bg-hover hover:text-ink aria-[current=page]:bg-selected aria-[current=page]:font-medium aria-[current=page]:text-ink max-sm:h-11"
          >
            {title}
          </Link>
        ))}
      </nav>
      <div className="min-w-0">
        <Outlet />
      </div>
    </div>
  );
}
