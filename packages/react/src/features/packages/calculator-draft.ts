import type { DailyWork } from "@farebox/billing-core";

/** What is typed into the calculator; each a field of an ordinary day. */
export type CalculatorDraft = Omit<DailyWork, "isTranscribed"> & { readonly isTranscribed: boolean };
export type NumberField = keyof Omit<DailyWork, "isTranscribed">;

/** The largest number of each field; the least is 0. */
export const MOST: Readonly<Record<NumberField, number>> = {
  callsPerDay: 100_000,
  averageMinutes: 600,
  inboundPercent: 100,
  smsPerDay: 100_000,
  agentRequestsPerCall: 1_000,
};

export const NUMBER_FIELDS = Object.keys(MOST) as readonly NumberField[];

/** A small front desk: something to change rather than something to fill in. */
export const USUAL_DRAFT: CalculatorDraft = {
  callsPerDay: 40,
  averageMinutes: 3,
  inboundPercent: 60,
  smsPerDay: 20,
  agentRequestsPerCall: 1,
  isTranscribed: false,
};

/** The draft as it stands in the address, short enough to be sent to somebody: `40-3-60-20-1-0`. */
export function writeDraft(draft: CalculatorDraft): string {
  return [...NUMBER_FIELDS.map((field) => draft[field]), draft.isTranscribed ? 1 : 0].join("-");
}

/** The draft of an address; what is not written like one is the usual one. */
export function readDraft(text: string): CalculatorDraft {
  const numbers = text.split("-").map((part) => (/^\d{1,6}(\.\d{1,2})?$/.test(part) ? Number(part) : Number.NaN));
  if (numbers.length !== NUMBER_FIELDS.length + 1) return USUAL_DRAFT;
  const fields = NUMBER_FIELDS.map((field, index) => [field, numbers[index]] as const);
  if (fields.some(([field, value]) => !isRight(field, value))) return USUAL_DRAFT;
  return { ...(Object.fromEntries(fields) as Record<NumberField, number>), isTranscribed: numbers.at(-1) === 1 };
}

/** A number as it is typed, with a point or a comma; null when it is none or too large. */
export function readField(field: NumberField, text: string): number | null {
  const plain = text.trim().replace(",", ".");
  const value = /^\d{1,6}(\.\d{1,2})?$/.test(plain) ? Number(plain) : Number.NaN;
  return isRight(field, value) ? value : null;
}

function isRight(field: NumberField, value: number | undefined): value is number {
  return value !== undefined && value >= 0 && value <= MOST[field];
}
