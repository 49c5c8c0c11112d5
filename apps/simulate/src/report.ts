import type { Simulated } from "./simulate.ts";

/** What a run came to, as a table of names and figures. */
export function reportTable({ tally, digest, lines, requests, fleet }: Simulated, seconds: number): string {
  const calls = fleet.businesses.flatMap((business) => business.calls);
  const ended = (how: string) => calls.filter(({ acknowledged }) => acknowledged?.how === how).length;
  const rows: readonly (readonly [string, string | number])[] = [
    ["calls", calls.length],
    ["  captured", ended("captured")],
    ["  not answered", ended("voided")],
    ["  abandoned, then settled", ended("settled")],
    ["  abandoned", calls.filter(({ state }) => state === "live").length],
    ["  refused", calls.filter(({ state }) => state === "refused").length],
    ["requests", requests],
    ...tally.all(),
    ["acknowledged effects found once", lines],
    ["verify:ledger", "clean"],
    ["digest of the books", digest],
    ["seconds", seconds.toFixed(1)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
}
