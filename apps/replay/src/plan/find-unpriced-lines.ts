import type { BillingDoor } from "../send/billing-door.ts";
import type { Problem, TraceEvent } from "../trace/trace-event.ts";

/** Lines the server has no price for, or counts in another unit: minutes sent as seconds would be a wrong bill without an error. */
export async function findUnpricedLines(door: BillingDoor, events: readonly TraceEvent[]): Promise<readonly Problem[]> {
  const unitByService = parseUnits(await door.get("/rates"));
  const known = [...unitByService.keys()].join(", ");
  return events.flatMap(({ line, service, unit }) => {
    const expected = unitByService.get(service);
    if (expected === undefined)
      return [{ line, reason: `the server has no rate for service ${service} (it has ${known})` }];
    return expected === unit
      ? []
      : [{ line, reason: `unit ${unit}, but ${service} is counted in the unit ${expected}` }];
  });
}

function parseUnits(body: unknown): ReadonlyMap<string, string> {
  const rates = typeof body === "object" && body !== null && "rates" in body ? body.rates : null;
  if (!Array.isArray(rates)) throw new Error("the server did not answer GET /rates with rates");
  return new Map(
    rates.map((rate: unknown) => {
      if (typeof rate !== "object" || rate === null || !("service" in rate) || !("unit" in rate))
        throw new Error("a rate of the server has no service or unit");
      return [String(rate.service), String(rate.unit)];
    }),
  );
}
