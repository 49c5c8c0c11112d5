import { describe, expect, test } from "vitest";
import { type BalanceFacts, viewBalance } from "./balance-view.ts";

const healthy: BalanceFacts = { available: 1184.6, held: 0, debt: 0, status: "ok", grants: [] };
const around = { isSuspended: false, outboundMinutes: 42, runsOutMinutes: null, runwayHours: null };

describe("a balance says one thing about itself", () => {
  test("nothing while all is well", () => {
    expect(viewBalance(healthy, around)).toEqual({ figure: 1184.6, badge: null, message: null });
  });

  test("how many minutes are left when it is low", () => {
    const view = viewBalance({ ...healthy, available: 84, status: "low" }, around);
    expect(view.badge).toEqual({ text: "Low", tone: "warn" });
    expect(view.message?.text).toContain("84 tokens left, about 42 outbound minutes");
  });

  test("how far over it is, as a negative figure", () => {
    const view = viewBalance({ ...healthy, available: 0, debt: 3.4, status: "overdrawn" }, around);
    expect(view.figure).toBe(-3.4);
    expect(view.message?.text).toContain("You are 3.4 tokens over");
  });

  test("that calls hold the rest when nothing else is left", () => {
    const view = viewBalance({ ...healthy, available: 0, held: 20, status: "low" }, around);
    expect(view.badge?.text).toBe("Calls refused");
    expect(view.message?.text).toContain("held for calls in progress");
  });

  test("that no call can start on what calls leave, however much they hold", () => {
    const view = viewBalance({ ...healthy, available: 7.6, held: 90, status: "low" }, { ...around, runsOutMinutes: 5 });
    expect(view.badge?.text).toBe("Critical");
    expect(view.message?.text).toContain("Calls need 10 tokens to start");
  });

  test("when live calls will have used it up, if that is near", () => {
    const view = viewBalance(
      { ...healthy, available: 22.8, held: 20, status: "low" },
      { ...around, runsOutMinutes: 10 },
    );
    expect(view.message?.text).toBe("Runs out in about 10 min at the current call rate.");
    expect(viewBalance(healthy, { ...around, runsOutMinutes: 0 }).message?.text).toContain("less than a minute");
  });

  test("that it is low, with many tokens too, when they last less than three days", () => {
    expect(viewBalance(healthy, { ...around, runwayHours: 71 }).badge).toEqual({ text: "Low", tone: "warn" });
    expect(viewBalance(healthy, { ...around, runwayHours: 73 }).badge).toBeNull();
  });

  test("that it is suspended, whatever its tokens", () => {
    expect(viewBalance({ ...healthy, status: "low" }, { ...around, isSuspended: true }).badge?.text).toBe("Suspended");
  });

  test("that an untouched trial comes once", () => {
    const trial = { source: "trial", original: 100, remaining: 100 };
    expect(viewBalance({ ...healthy, available: 100, grants: [trial] }, around).message?.text).toContain(
      "once per business",
    );
    expect(viewBalance({ ...healthy, grants: [{ ...trial, remaining: 99 }] }, around).message).toBeNull();
    expect(viewBalance({ ...healthy, grants: [trial, trial] }, around).message).toBeNull();
  });
});
