import { BYTES_A_SECOND } from "./stream-messages.ts";

type Note = readonly [frequencyHz: number, milliseconds: number];

const GREETING: readonly Note[] = [
  [523, 180],
  [659, 180],
  [784, 300],
];
const GOODBYE: readonly Note[] = [
  [784, 300],
  [659, 300],
  [523, 300],
  [392, 600],
];
const SORRY: readonly Note[] = [
  [330, 400],
  [262, 800],
];

/** What the agent says, in notes: where your agent has a voice, its audio goes here. */
export const AGENT_VOICE = { greeting: toAudio(GREETING), goodbye: toAudio(GOODBYE), sorry: toAudio(SORRY) };

/** The caller's voice, for as long as it is needed. */
export function hum(milliseconds: number): Buffer {
  return toAudio([[220, milliseconds]]);
}

/** A short answer to a pressed key. */
export function beep(digit: string): Buffer {
  return toAudio([[600 + 40 * (Number(digit) || 0), 150]]);
}

function toAudio(notes: readonly Note[]): Buffer {
  return Buffer.concat(
    notes.map(([frequencyHz, milliseconds]) => {
      const samples = Math.round((milliseconds * BYTES_A_SECOND) / 1_000);
      return Buffer.from(Array.from({ length: samples }, (_, at) => toMuLaw(waveAt(frequencyHz, at))));
    }),
  );
}

function waveAt(frequencyHz: number, sample: number): number {
  return 8_000 * Math.sin((2 * Math.PI * frequencyHz * sample) / BYTES_A_SECOND);
}

/** One 16-bit sample as µ-law of ITU-T G.711: sign, three bits of magnitude, four bits of what follows, all inverted. */
function toMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(Math.round(sample)), 32_635) + 132;
  const exponent = Math.max(0, 24 - Math.clz32(magnitude));
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}
