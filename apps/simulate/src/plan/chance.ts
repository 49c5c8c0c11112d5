/**
 * Numbers in [0, 1) that depend on the seed and on what they are for, and on nothing else: asking for one more, or in another
 * order, changes no other. So the same seed plays the same events however the machine is busy.
 */
export function createChance(seed: number): Chance {
  return (...about) => mix(hash(`${seed}|${about.join("|")}`)) / 2 ** 32;
}

export type Chance = (...about: readonly (string | number)[]) => number;

/** FNV-1a. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return state;
}

/** The end of MurmurHash3: neighbours among texts are none among numbers. */
function mix(state: number): number {
  let mixed = state;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
