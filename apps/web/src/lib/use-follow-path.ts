import { useBusiness } from "@farebox/react/lib/business.ts";
import { goToSection } from "@farebox/react/lib/go-to-section.ts";
import { useRouter } from "@tanstack/react-router";

/** Goes to a path of this site; to a section of the page that is shown already, without leaving it. */
export function useFollowPath(): (path: string) => void {
  const { id } = useBusiness();
  const router = useRouter();
  return (path) => {
    const target = new URL(path, window.location.origin);
    const isHere = target.pathname === window.location.pathname && target.searchParams.get("business") === id;
    const placeId = target.hash.slice(1);
    if (isHere && document.getElementById(placeId) !== null) goToSection(placeId);
    else router.history.push(target.pathname + target.search + target.hash);
  };
}
