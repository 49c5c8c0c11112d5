import { BYTES_A_SECOND } from "../stream-messages.ts";

/** Plays audio to nobody, and takes as long for it as somebody would need to hear it. */
export class Playback {
  readonly #speed: number;
  readonly #reached: (mark: string) => void;
  readonly #marks = new Map<NodeJS.Timeout, string>();
  #endsAtMs = 0;
  playedBytes = 0;

  constructor(speed: number, reached: (mark: string) => void) {
    this.#speed = speed;
    this.#reached = reached;
  }

  add(audio: Buffer): void {
    const lastsMs = (audio.length * 1_000) / BYTES_A_SECOND / this.#speed;
    this.#endsAtMs = Math.max(this.#endsAtMs, performance.now()) + lastsMs;
    this.playedBytes += audio.length;
  }

  /** Told when everything before it was played. */
  mark(name: string): void {
    const timer = setTimeout(
      () => {
        this.#marks.delete(timer);
        this.#reached(name);
      },
      Math.max(0, this.#endsAtMs - performance.now()),
    );
    this.#marks.set(timer, name);
  }

  /** Nothing more is played, and all marks are told at once. */
  clear(): void {
    const waiting = [...this.#marks];
    this.#marks.clear();
    this.#endsAtMs = 0;
    for (const [timer, name] of waiting) {
      clearTimeout(timer);
      this.#reached(name);
    }
  }
}
