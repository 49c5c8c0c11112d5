import { isRecord } from "../is-record.ts";
import { parseJson } from "../parse-json.ts";
import type { Entry } from "./entry.ts";

/**
 * What a journal says is still to be delivered, in the order it came. A last line without its end was being written when
 * the process died: nobody was told that it is safe. A line that makes no sense is counted and passed over.
 */
export function readLines(text: string): { readonly entries: Map<string, Entry>; readonly damagedLines: number } {
  const entries = new Map<string, Entry>();
  let damagedLines = 0;
  const lines = text.split("\n");
  lines.pop();
  for (const line of lines) {
    if (line === "") continue;
    const said = parseJson(line);
    if (!isRecord(said)) damagedLines += 1;
    else if (isEntry(said["put"])) entries.set(said["put"].id, said["put"]);
    else if (Array.isArray(said["done"])) for (const id of said["done"]) entries.delete(String(id));
    else damagedLines += 1;
  }
  return { entries, damagedLines };
}

export function putLine(entry: Entry): string {
  return `${JSON.stringify({ put: entry })}\n`;
}

export function doneLine(ids: readonly string[]): string {
  return `${JSON.stringify({ done: ids })}\n`;
}

function isEntry(value: unknown): value is Entry {
  if (!isRecord(value) || typeof value["id"] !== "string") return false;
  if (value["kind"] === "usage") return isRecord(value["event"]);
  return (
    value["kind"] === "capture" && typeof value["holdId"] === "string" && typeof value["elapsedSeconds"] === "number"
  );
}
