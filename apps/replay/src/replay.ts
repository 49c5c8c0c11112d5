import { findDestination } from "./destination.ts";
import { type Options, parseOptions, USAGE } from "./options.ts";
import { planReplay } from "./plan/plan-replay.ts";
import { readBalance } from "./plan/read-balance.ts";
import { outcomeTable } from "./report/outcome-table.ts";
import { type Output, showProgress } from "./report/show-progress.ts";
import { type BillingDoor, DoorRefused, DoorSilent, openBillingDoor } from "./send/billing-door.ts";
import { nameProgress, openProgressFile } from "./send/progress-file.ts";
import { readResumePoint } from "./send/resume.ts";
import { type Sent, sendEvents } from "./send/send-events.ts";
import { readTrace, type Trace } from "./trace/read-trace.ts";

/** 0: everything is in the ledger or announced · 1: something was refused or could not be sent · 2: nothing was sent. */
export type ExitCode = 0 | 1 | 2;

type Surroundings = { readonly env: Readonly<Record<string, string | undefined>>; readonly output: Output };

/** Reads a trace, sends it through the public door and tells what became of it. */
export async function replay(args: readonly string[], { env, output }: Surroundings): Promise<ExitCode> {
  const say = (text: string) => void output.write(`${text}\n`);
  const parsed = parseOptions(args, env);
  if ("help" in parsed) return end(say, USAGE, 0);
  if ("mistake" in parsed) return end(say, `${parsed.mistake}\n\n${USAGE}`, 2);
  const { options } = parsed;

  const trace = await readTrace(options.file).catch((error: unknown) => ({
    unreadable: error instanceof Error ? error.message : String(error),
  }));
  if ("unreadable" in trace) return end(say, `${options.file} cannot be read: ${trace.unreadable}`, 2);
  if (trace.problemCount > 0) return end(say, describeProblems(options.file, trace), 2);

  const destination = await findDestination(options, env);
  if ("mistake" in destination) return end(say, destination.mistake, 2);
  const display = showProgress(output, trace.events.length);
  const door = openBillingDoor({
    destination,
    patienceSeconds: options.patienceSeconds,
    onWait: (reason, seconds) => display.note(`${reason}; trying again in ${seconds.toFixed(1)} s`),
  });
  say(`${options.file}: ${trace.events.length.toLocaleString("en-US")} events, sent to ${destination.current().url}`);

  try {
    const plan = await planReplay(door, trace, options);
    if ("problems" in plan) return end(say, describeProblems(options.file, plan), 2);
    if ("mistake" in plan) return end(say, `${plan.mistake}\nNothing was sent.`, 2);
    for (const notice of plan.notices) say(notice);

    const file = openProgressFile(
      env,
      nameProgress(plan.events, { key: destination.current().key, allowOverdraft: options.allowOverdraft }),
    );
    const earlier = await readResumePoint(door, file, { events: plan.events, options });
    if (earlier.answered > 0)
      say(`Going on after ${earlier.answered.toLocaleString("en-US")} events that an interrupted replay has sent.`);
    const sent = await sendEvents(door, plan.events, {
      ...options,
      earlier,
      sentAhead: plan.sentAhead,
      onProgress: (now) => {
        display.update(now.answered);
        void file.write(now);
      },
    });
    display.end();
    await file.remove();
    return await report(door, { sent, options, businessIds: plan.businessIds, say });
  } catch (error) {
    if (error instanceof DoorRefused || error instanceof DoorSilent || error instanceof Error)
      return end(say, `\n${error.message}`, 1);
    throw error;
  }
}

type Ending = {
  readonly sent: Sent;
  readonly options: Options;
  readonly businessIds: ReadonlyMap<string, string>;
  readonly say: (text: string) => void;
};

async function report(door: BillingDoor, { sent, options, businessIds, say }: Ending): Promise<ExitCode> {
  const balanceByBusiness = new Map();
  for (const [name, id] of businessIds) balanceByBusiness.set(name, (await readBalance(door, id)).totalMicroTokens);
  say(`\n${outcomeTable(sent.tally, { balanceByBusiness })}`);

  const reasons = new Map<string, number>();
  for (const row of sent.tally.values()) {
    for (const [reason, count] of Object.entries(row.reasons)) reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  }
  for (const [reason, count] of reasons) say(`refused: ${reason} ${count.toLocaleString("en-US")} times`);
  // Without overdraft a balance may run out, that was asked for. Every other refusal means that the ledger lacks something.
  const unexpected = [...reasons.keys()].some((reason) => options.allowOverdraft || reason !== "insufficient_tokens");
  return unexpected ? 1 : 0;
}

function describeProblems(file: string, { problems, problemCount }: Pick<Trace, "problems" | "problemCount">): string {
  const told = problems.map(({ line, reason }) => `  line ${line}: ${reason}`);
  const further =
    problemCount > problems.length ? [`  … and ${(problemCount - problems.length).toLocaleString("en-US")} more`] : [];
  return [`${file} is broken, so nothing was sent:`, ...told, ...further].join("\n");
}

function end(say: (text: string) => void, text: string, code: ExitCode): ExitCode {
  say(text);
  return code;
}
