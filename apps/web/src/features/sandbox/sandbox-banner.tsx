import { Icon } from "@farebox/react/components/icon.tsx";
import { IconButton } from "@farebox/react/components/icon-button.tsx";
import { useBusiness } from "@farebox/react/lib/business.ts";
import { lazyPart } from "@farebox/react/lib/lazy-part.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { strings } from "@farebox/react/lib/strings.ts";
import { Link } from "@tanstack/react-router";
import { FlaskConical, X } from "lucide-react";
import { Suspense, useState } from "react";

const ClockDialog = lazyPart(() => import("./clock-dialog.tsx"));
const words = pageStrings.frame;

/** Says that no money moves here, and leads to what a sandbox has besides. */
export default function SandboxBanner({
  isLocal,
  canMoveClock,
  onDismiss,
}: {
  isLocal: boolean;
  canMoveClock: boolean;
  onDismiss: () => void;
}) {
  const { role } = useBusiness();
  const [isClockOpen, setClockOpen] = useState(false);
  return (
    <aside aria-label={words.sandbox} className={SANDBOX_ROOM}>
      <Icon of={FlaskConical} size={14} className="text-ink-2" />
      <p className="min-w-0 flex-1 truncate text-ink-2">
        <span className="font-semibold text-ink">{words.sandbox}.</span>{" "}
        <span className="max-sm:sr-only">{words.sandboxText}</span>
      </p>
      <button type="button" className="link min-h-6" onClick={() => setClockOpen(true)}>
        {words.clock}
      </button>
      {role !== "member" && (
        <Link to="/playground" className="link">
          {strings.shell.playground}
        </Link>
      )}
      {isLocal && (
        <a href="/dev/mail" className="link">
          {words.mail}
        </a>
      )}
      <IconButton of={X} label={words.sandboxDismiss} onClick={onDismiss} />
      {isClockOpen && (
        <Suspense>
          <ClockDialog canMove={canMoveClock} onClose={() => setClockOpen(false)} />
        </Suspense>
      )}
    </aside>
  );
}

/** As high as the room that is kept for it. */
const SANDBOX_ROOM =
  "no-print flex h-11 items-center gap-3 border-b border-line bg-sunken ps-6 pe-3 text-meta max-sm:ps-4 max-sm:pe-1";
