import { isTimeZone } from "@farebox/billing-core";
import { expect, test } from "vitest";
import { listTimeZones, renameTimeZone } from "./time-zones.ts";

test("a zone is listed once, by the name its people use", () => {
  const zones = listTimeZones();
  expect(zones[0]).toBe("UTC");
  expect(zones).toContain("Asia/Kolkata");
  expect(zones).toContain("America/New_York");
  expect(zones).not.toContain("Asia/Calcutta");
  expect(new Set(zones).size).toBe(zones.length);
  expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
});

test("names that are in use stay", () => {
  expect(renameTimeZone("Europe/Berlin")).toBe("Europe/Berlin");
});
