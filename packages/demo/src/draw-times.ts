import { DAY_MS, HOUR_MS, type Instant } from "@farebox/billing-core";
import { BUSIEST_DAY_OVER_QUIETEST, QUARTER_HOUR_DISPERSION, QUARTER_HOUR_MEAN } from "./figures.ts";
import { busynessAt } from "./hours-of-work.ts";
import type { Profile } from "./profile.ts";
import type { Random } from "./random.ts";

const QUARTER_MS = HOUR_MS / 4;

/**
 * A Poisson count whose mean is gamma distributed has variance over mean 1 + mean / shape: this shape gives the dispersion
 * that was seen at the mean it was seen at.
 */
const SHAPE = QUARTER_HOUR_MEAN / (QUARTER_HOUR_DISPERSION - 1);

/** When things happen in a business: by its hours of work, in swells over the weeks and bursts within hours. In order. */
export function drawTimes(
  profile: Profile,
  { startAt, endAt }: { readonly startAt: Instant; readonly endAt: Instant },
  random: Random,
): readonly Instant[] {
  const swell = drawSwell(random);
  const quarters: { readonly start: Instant; readonly weight: number }[] = [];
  let weightSum = 0;
  for (let start = startAt; start < endAt; start += QUARTER_MS) {
    const weight = busynessAt(start, profile) * swell((start - startAt) / DAY_MS);
    quarters.push({ start, weight });
    weightSum += weight;
  }
  return quarters.flatMap(({ start, weight }) => {
    const mean = ((profile.events * weight) / weightSum) * random.gamma(SHAPE / profile.burstiness);
    const times = Array.from({ length: random.poisson(mean) }, () => Math.floor(start + random.next() * QUARTER_MS));
    return times.sort((one, other) => one - other);
  });
}

/** A slow wave of two to three weeks, so that the busiest day is as far above the quietest as in the trace. */
function drawSwell(random: Random): (day: number) => number {
  const height = (BUSIEST_DAY_OVER_QUIETEST - 1) / (BUSIEST_DAY_OVER_QUIETEST + 1);
  const lengthDays = 15 + random.next() * 8;
  const phase = random.next();
  return (day) => 1 + height * Math.sin(2 * Math.PI * (day / lengthDays + phase));
}
