import { type Column, parseHeader } from "./columns.ts";
import { parseEvent } from "./parse-event.ts";
import { type Line, MAX_LINE_BYTES, readLines } from "./read-lines.ts";
import { splitFields } from "./split-fields.ts";
import type { Problem, TraceEvent } from "./trace-event.ts";

/** How many problems are told; further ones are only counted. */
export const TOLD_PROBLEMS = 50;

export type Trace = {
  readonly events: readonly TraceEvent[];
  /** The first problems in the order of their lines. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
};

/** Reads a whole trace and tells everything that is wrong with it. Only a trace without problems may be sent. */
export async function readTrace(path: string): Promise<Trace> {
  const events: TraceEvent[] = [];
  const found = collectProblems();
  const seen = new Map<string, TraceEvent>();
  let columns: readonly Column[] | null = null;
  let emptyLine: number | null = null;

  for await (const line of readLines(path)) {
    if (line.text?.trim() === "") {
      emptyLine ??= line.number;
      continue;
    }
    // Empty lines at the very end are how many programs end a file; anywhere else something was cut out.
    if (emptyLine !== null) found.add({ line: emptyLine, reason: "an empty line" });
    emptyLine = null;
    const fields = fieldsOf(line);
    if ("reason" in fields) {
      found.add({ line: line.number, reason: fields.reason });
      if (columns === null) break;
    } else if (columns === null) {
      const header = parseHeader(fields);
      if ("problems" in header) {
        for (const problem of header.problems) found.add(problem);
        break;
      }
      columns = header.columns;
    } else {
      const event = parseEvent({ line: line.number, columns, fields });
      const reasons = "key" in event ? clashes(seen, event) : event;
      for (const reason of reasons) found.add({ line: line.number, reason });
      if ("key" in event) events.push(event);
    }
  }
  if (columns === null && found.count() === 0) found.add({ line: 1, reason: "the file is empty; it needs a header" });
  if (events.length === 0 && found.count() === 0) found.add({ line: 2, reason: "the file has a header and no events" });
  return { events, problems: found.told, problemCount: found.count() };
}

function fieldsOf(line: Line): readonly string[] | { readonly reason: string } {
  if (line.text === null) return { reason: `not UTF-8 text, or longer than ${MAX_LINE_BYTES} bytes` };
  if (line.text.includes("\0")) return { reason: "contains a NUL character" };
  return splitFields(line.text);
}

/** The same event twice is harmless, the second is a replay; another event under a used key would be refused. */
function clashes(seen: Map<string, TraceEvent>, event: TraceEvent): readonly string[] {
  const name = `${event.business}\n${event.key}`;
  const first = seen.get(name);
  if (first === undefined) {
    seen.set(name, event);
    return [];
  }
  const differs = (["occurredAtMs", "service", "quantity", "unit", "agentId", "ref"] as const).some(
    (field) => first[field] !== event[field],
  );
  return differs
    ? [`key ${event.key} of business ${event.business} was used on line ${first.line} with other content`]
    : [];
}

function collectProblems() {
  const told: Problem[] = [];
  let count = 0;
  return {
    told,
    count: () => count,
    add(problem: Problem) {
      count += 1;
      if (told.length < TOLD_PROBLEMS) told.push(problem);
    },
  };
}
