import { affordablePeopleUnits } from "../../lib/affordable.ts";
import { usePreference } from "../../lib/preferences.ts";
import { compareServices } from "../../lib/services.ts";
import { trpc } from "../../lib/trpc.ts";

export type Equivalent = {
  readonly service: string;
  readonly unit: string;
  readonly count: number;
  readonly isShown: boolean;
};

const USUAL = "outbound_call,inbound_call,sms";

/** What the available tokens pay for, at the rates in force. Which services are shown is remembered in this browser. */
export function useEquivalents(available: number) {
  const [shown, setShown] = usePreference("equivalents", USUAL);
  const rates = trpc.rates.list.useQuery(undefined, { staleTime: 10 * 60_000 });
  const chosen = shown.split(",").filter(Boolean);
  const equivalents: readonly Equivalent[] = (rates.data?.rates ?? [])
    // Of what costs nothing there is no number.
    .filter(({ tokens }) => tokens > 0)
    .map((rate) => ({
      service: rate.service,
      unit: rate.unit,
      count: affordablePeopleUnits(rate, available),
      isShown: chosen.includes(rate.service),
    }))
    .sort((left, right) => compareServices(left.service, right.service));
  return {
    equivalents,
    isPending: rates.isPending,
    toggle: (service: string, isShown: boolean) =>
      setShown([...chosen.filter((other) => other !== service), ...(isShown ? [service] : [])].join(",")),
  };
}
