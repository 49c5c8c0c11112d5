import type { ComponentPropsWithoutRef, MouseEvent } from "react";

/** A link inside the page: the host's router follows it, the browser does when another tab or window is asked for. */
export function PageLink({
  href,
  onFollow,
  ...rest
}: Omit<ComponentPropsWithoutRef<"a">, "href" | "onClick"> & { href: string; onFollow: () => void }) {
  const follow = (event: MouseEvent) => {
    const isElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (isElsewhere || event.defaultPrevented) return;
    event.preventDefault();
    onFollow();
  };
  return <a {...rest} href={href} onClick={follow} />;
}
