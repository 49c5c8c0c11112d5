import { useEffect, useRef, useState } from "react";
import type { WireRate } from "../../lib/affordable.ts";
import { followCalls, isShown } from "./follow-calls.ts";
import type { Balance, LiveCall } from "./use-balance.ts";

/** The live calls and those that just ended. */
export function useFollowedCalls(
  { liveCalls, asOf }: Pick<Balance, "liveCalls" | "asOf">,
  { second, rateOf }: { second: number; rateOf: (call: LiveCall) => WireRate | null },
) {
  const latestRateOf = useRef(rateOf);
  latestRateOf.current = rateOf;
  const around = () => ({ now: Date.now(), asOf: Date.parse(asOf), rateOf: latestRateOf.current });
  const [followed, setFollowed] = useState(() => followCalls([], liveCalls, around()));
  useEffect(() => {
    setFollowed((shown) =>
      followCalls(shown, liveCalls, { now: Date.now(), asOf: Date.parse(asOf), rateOf: latestRateOf.current }),
    );
  }, [liveCalls, asOf]);
  return followed.filter((one) => isShown(one, second));
}
