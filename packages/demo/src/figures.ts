/**
 * What real usage looks like, in figures; all demo usage is drawn from these.
 *
 * Read off two public traces: phone calls and text messages of the Copenhagen Networks Study (P. Sapiezynski et al.,
 * "Interaction data from the Copenhagen Networks Study", Scientific Data 6:315, 2019) and requests of the Azure LLM inference
 * trace 2023, conversation part (P. Patel et al., "Splitwise", ISCA 2024; Azure Public Dataset, CC-BY). The study's published
 * lists keep no time of day, so working hours are ours (`hours-of-work.ts`); shares, durations and burstiness are theirs.
 */

/** Share of each kind of event. Transcriptions are not drawn: every call of a minute and more has one (780 of 3,600). */
export const EVENT_SHARES = {
  sms: 0.478,
  ai_agent_request: 0.381,
  outbound_call: 0.0705,
  inbound_call: 0.0705,
} as const;

/** Calls this long are transcribed. */
export const TRANSCRIBED_FROM_SECONDS = 60;

/** Seconds of a phone call at quantiles of all calls: half are over within ten seconds, the longest took 85 minutes. */
export const CALL_SECONDS_AT_QUANTILE = [
  [0, 1],
  [0.25, 1],
  [0.3, 2],
  [0.4, 3],
  [0.5, 10],
  [0.6, 23],
  [0.7, 39],
  [0.75, 50],
  [0.8, 65],
  [0.9, 126],
  [0.95, 227],
  [0.98, 488],
  [0.99, 776],
  [0.995, 1_057],
  [0.999, 2_317],
  [1, 5_138],
] as const;

/** Variance over mean of the AI requests in a quarter of an hour; 1 would be no bursts at all. */
export const QUARTER_HOUR_DISPERSION = 1.46;

/** Requests in a quarter of an hour that this dispersion was seen at. */
export const QUARTER_HOUR_MEAN = 7.2;

/** Requests of the busiest day over those of the quietest: usage swells and ebbs over weeks. */
export const BUSIEST_DAY_OVER_QUIETEST = 2.27;
