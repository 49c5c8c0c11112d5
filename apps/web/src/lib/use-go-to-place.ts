import { goToSection } from "@farebox/react/lib/go-to-section.ts";
import { useNavigate } from "@tanstack/react-router";

/** Goes to a place on the billing page, from wherever one is. */
export function useGoToPlace(): (placeId: string) => void {
  const navigate = useNavigate();
  return (placeId) => {
    if (document.getElementById(placeId) !== null) goToSection(placeId);
    else void navigate({ to: "/dashboard/billing", hash: placeId });
  };
}
