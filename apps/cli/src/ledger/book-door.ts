import { type BillingDoor, DoorRefused } from "@farebox/replay/door";
import { z } from "zod";
import { Mistake } from "../exit-code.ts";

/** What of the product's contract is used here. Every question may be asked again, every correction has its own key. */
export function openBookDoor(door: BillingDoor, businessId: string) {
  const post = async <Shape>(path: string, body: object, shape: z.ZodType<Shape>): Promise<Shape> =>
    shape.parse(await door.post(path, { businessId, ...body }));
  return {
    rates: async () => ratesAnswer.parse(await door.get("/rates", businessId)).rates,
    page: async (range: { readonly from: string; readonly to: string; readonly cursor: string | null }) => {
      const { cursor, ...bounds } = range;
      const query = new URLSearchParams({ ...bounds, limit: "1000", ...(cursor !== null && { cursor }) });
      return pageAnswer.parse(await door.get(`/usage/lines?${query}`, businessId));
    },
    find: (refs: readonly string[]) => post("/usage/find", { refs }, findAnswer),
    record: async (events: readonly object[]) => (await post("/usage", { events }, recordAnswer)).results,
    correct: (lineId: string, correction: { readonly reason: string; readonly replacement?: object }) =>
      post(`/usage/${lineId}/correct`, correction, correctAnswer),
    settle: (holdId: string, elapsedSeconds: number) =>
      post(`/holds/${holdId}/capture`, { elapsedSeconds }, settleAnswer),
  };
}

export type BookDoor = ReturnType<typeof openBookDoor>;

/** Reads the rates, and so finds out whether the door, the key and the business are right before anything else. */
export async function readRates(door: BookDoor): Promise<readonly WireRate[]> {
  try {
    return await door.rates();
  } catch (error) {
    if (error instanceof DoorRefused) throw new Mistake(error.message);
    throw error;
  }
}

const line = z.object({
  id: z.string(),
  ref: z.string().nullable(),
  service: z.string(),
  quantity: z.int(),
  charged: z.number(),
  occurredAt: z.string(),
  status: z.enum(["standing", "corrected"]),
  call: z.object({ holdId: z.string(), status: z.string() }).nullable(),
});
export type WireLine = z.output<typeof line>;

const rate = z.object({
  service: z.string(),
  tokens: z.number(),
  per: z.int(),
  unit: z.string(),
  initialIncrement: z.int(),
  nextIncrement: z.int(),
  minimum: z.number(),
  connectFee: z.number(),
  freeUnits: z.int(),
});
export type WireRate = z.output<typeof rate>;

const ratesAnswer = z.object({ rates: z.array(rate) });
const pageAnswer = z.object({ items: z.array(line), nextCursor: z.string().nullable() });
const findAnswer = z.object({
  lines: z.array(line),
  unbooked: z.array(z.object({ ref: z.string(), service: z.string(), status: z.string() })),
});
const recordAnswer = z.object({
  results: z.array(
    z.object({
      outcome: z.enum(["recorded", "replayed", "refused", "review"]),
      charged: z.number(),
      reason: z.string().optional(),
      message: z.string().optional(),
      retryable: z.boolean().optional(),
    }),
  ),
});
const correctAnswer = z.object({ returned: z.number(), replacement: z.object({ charged: z.number() }).nullable() });
const settleAnswer = z.object({ charged: z.number() });
