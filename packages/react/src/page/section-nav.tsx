import { useEffect, useState } from "react";
import { classNames } from "../lib/class-names.ts";
import { goToSection } from "../lib/go-to-section.ts";
import { strings } from "../lib/strings.ts";

const SECTIONS = [
  { id: "balance", title: strings.balance.title },
  { id: "usage", title: strings.shell.usage },
  { id: "agents", title: strings.shell.agents },
  { id: "rates", title: strings.shell.rates },
  { id: "plan", title: strings.shell.plan },
  { id: "tokens", title: strings.shell.addTokens },
  { id: "auto", title: strings.shell.automatic },
  { id: "alerts", title: strings.shell.alerts },
  { id: "caps", title: strings.shell.caps },
  { id: "history", title: strings.shell.history },
  { id: "payment", title: strings.shell.payment },
] as const;

/** The page's sections in the gutter of wide windows, the one being read marked. */
export function SectionNav() {
  const current = useCurrentSection();
  return (
    <nav
      aria-label={strings.shell.sectionNavigation}
      className="no-print fixed top-24 left-[calc(50%-712px)] w-28 text-meta text-ink-3 max-[1439px]:hidden"
    >
      {SECTIONS.map(({ id, title }) => (
        <a
          key={id}
          href={`#${id}`}
          aria-current={id === current ? "location" : undefined}
          onClick={(event) => {
            event.preventDefault();
            goToSection(id);
          }}
          className={classNames(
            "block border-s ps-3 leading-7 hover:text-ink",
            id === current ? "border-ink font-semibold text-ink" : "border-line",
          )}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}

function useCurrentSection(): string {
  const [current, setCurrent] = useState<string>("balance");
  useEffect(() => {
    const read = () => {
      const above = SECTIONS.filter(({ id }) => {
        const top = document.getElementById(id)?.getBoundingClientRect().top;
        return top !== undefined && top < window.innerHeight / 3;
      });
      setCurrent(above.at(-1)?.id ?? "balance");
    };
    read();
    window.addEventListener("scroll", read, { passive: true });
    return () => window.removeEventListener("scroll", read);
  }, []);
  return current;
}
