import { expect, test } from "vitest";
import { readDraft, readField, USUAL_DRAFT, writeDraft } from "./calculator-draft.ts";

test.each([
  USUAL_DRAFT,
  { ...USUAL_DRAFT, isTranscribed: true, averageMinutes: 0.25 },
  {
    callsPerDay: 0,
    averageMinutes: 600,
    inboundPercent: 0,
    smsPerDay: 100_000,
    agentRequestsPerCall: 12.34,
    isTranscribed: true,
  },
])("a calculation is the same for whoever opens its link %#", (draft) => {
  expect(readDraft(writeDraft(draft))).toEqual(draft);
});

test("a link that was cut off or tampered with opens the usual calculation", () => {
  for (const text of ["", "40", "40-3-60-20-1", "40-3-101-20-1-0", "1e9-3-60-20-1-0", "<b>-3-60-20-1-0"])
    expect(readDraft(text)).toEqual(USUAL_DRAFT);
});

test("a number is read as people write it, and refused where it cannot be meant", () => {
  expect(readField("averageMinutes", " 2,5 ")).toBe(2.5);
  expect(readField("averageMinutes", "2.5")).toBe(2.5);
  for (const text of ["", "-1", "x", "601", "1.234"]) expect(readField("averageMinutes", text)).toBeNull();
});
