const VOCABULARY =
  "a call a minute a token the balance the agent the caller asks answers pays holds spends keeps once again before after and then because while so that".split(
    " ",
  );
const SHORTEST = 40;
const LONGEST = 120;
/** About what a small model on a small machine needs for one model token. */
const PACE_MS = 5;

/** A model that runs here, needs no network, and says the same to the same prompt. Where yours stands, this line ends. */
export async function* runModel(prompt: string, { maxModelTokens, signal }: ModelOptions): AsyncGenerator<string> {
  let state = [...prompt].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0, 7);
  const length = Math.min(maxModelTokens, SHORTEST + (state % (LONGEST - SHORTEST)));
  for (let produced = 0; produced < length && !signal.aborted; produced += 1) {
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    const word = VOCABULARY[(state >>> 16) % VOCABULARY.length] ?? "";
    yield produced === 0 ? word : ` ${word}`;
  }
}

/** What reading the prompt counts: as the model above produces, a word is a model token. */
export function countModelTokens(text: string): number {
  return text.split(/\s+/u).filter((word) => word !== "").length;
}

type ModelOptions = { readonly maxModelTokens: number; readonly signal: AbortSignal };
