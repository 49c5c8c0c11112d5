import { buttonClass } from "@farebox/react/components/button.tsx";
import { Icon } from "@farebox/react/components/icon.tsx";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { Link } from "@tanstack/react-router";
import { Eye } from "lucide-react";
import { anyBusiness } from "../../lib/any-business.ts";

const words = pageStrings.frame;

/** Says as whose operator somebody looks, and leads back to their own businesses. */
export default function ViewingBanner({ name }: { name: string }) {
  return (
    <aside
      aria-label={words.viewing(name)}
      className="no-print flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-signal-soft px-6 py-2 text-table max-sm:px-4"
    >
      <Icon of={Eye} className="text-signal" />
      <p className="min-w-60 flex-1">
        <span className="font-semibold">{words.viewing(name)}.</span> {words.viewingText}
      </p>
      <Link to="/dashboard/billing" search={anyBusiness} className={buttonClass("secondary", "small")}>
        {words.viewingLeave}
      </Link>
    </aside>
  );
}
