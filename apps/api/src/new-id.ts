import { randomBytes } from "node:crypto";

/**
 * A uuid of version 7: time first, so that rows made together lie together in an index. Ids of one process rise strictly,
 * also within a millisecond. The clock of the host is good enough for that; nothing is decided by it.
 */
export function newId(): string {
  const now = Date.now();
  if (now > milliseconds) startMillisecond(now);
  else if (counter === MOST_IN_A_MILLISECOND) startMillisecond(milliseconds + 1);
  else counter += 1;
  if (used === random.length) drawRandom();
  const tail = random.slice(used, used + TAIL_DIGITS);
  used += TAIL_DIGITS;
  return `${time}-7${hexadecimal(counter, 3)}-${VARIANTS[tail.charAt(0)] ?? ""}${tail.slice(1, 4)}-${tail.slice(4)}`;
}

/** More ids than this borrow from the next one. */
const MOST_IN_A_MILLISECOND = 0xfff;
/** The two highest bits say which kind of id it is, the two below stay random. */
const VARIANTS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 16 }, (_, digit) => [digit.toString(16), (8 + (digit % 4)).toString(16)]),
);

let milliseconds = 0;
let time = "";
let counter = 0;

/** Its digits are the same for all its ids. */
function startMillisecond(at: number): void {
  const digits = hexadecimal(at, 12);
  milliseconds = at;
  time = `${digits.slice(0, 8)}-${digits.slice(8)}`;
  counter = 0;
}

const TAIL_DIGITS = 16;
let random = "";
let used = 0;

/** For many ids at once: asking the system for eight bytes at a time costs more than everything else here. */
function drawRandom(): void {
  random = randomBytes((TAIL_DIGITS / 2) * 512).toString("hex");
  used = 0;
}

function hexadecimal(number: number, digits: number): string {
  return number.toString(16).padStart(digits, "0");
}
