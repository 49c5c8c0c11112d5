import type { World } from "../store/world.ts";

/** Something that happens by itself when its time comes. */
export interface DueWork {
  readonly id: string;
  /** Names the handler that does it, such as `invoice.finalize`. */
  readonly kind: string;
  /** The id of the object it is about. */
  readonly subject: string;
  /** Unix seconds on its clock. */
  readonly at: number;
  /** Null for the sandbox's own clock. */
  readonly testClock: string | null;
}

/** Each resource file exports its own; the keys are the kinds. A handler runs in a transaction of its own. */
export interface DueWorkHandlers {
  readonly [kind: string]: (world: World, subject: string) => void;
}

/** Plans work of this kind for the subject, instead of what was planned of the same kind before. */
export function scheduleWork(world: World, work: Omit<DueWork, "id">): void {
  cancelWork(world, work.kind, work.subject);
  world.due_work.insert({ id: idOf(work.kind, work.subject), ...work });
  world.afterCommit(() => world.onWorkScheduled?.());
}

/** Without a kind, all that is planned for the subject. */
export function cancelWork(world: World, kind: string | null, subject: string): void {
  const planned =
    kind === null
      ? world.due_work.where((work) => work.subject === subject)
      : [world.due_work.get(idOf(kind, subject))];
  for (const work of planned) if (work !== undefined) world.due_work.delete(work.id);
}

/** The first work due on a clock until then; of several at one instant, the one planned first. */
export function earliestWork(world: World, testClock: string | null, until = Number.POSITIVE_INFINITY): DueWork | null {
  let earliest: DueWork | null = null;
  for (const work of world.due_work.values()) {
    if (work.testClock !== testClock || work.at > until) continue;
    if (earliest === null || work.at < earliest.at) earliest = work;
  }
  return earliest;
}

function idOf(kind: string, subject: string): string {
  return `${kind} ${subject}`;
}
