/** Between two lines, where a line cannot be written over. */
const PLAIN_EVERY_MS = 5_000;

/** Lines that stay, and under them one that ticks. */
export class Terminal {
  readonly #output: NodeJS.WriteStream;
  #ticking = "";
  #nextPlainAtMs = 0;

  constructor(output: NodeJS.WriteStream) {
    this.#output = output;
  }

  say(line: string): void {
    this.#output.write(this.#output.isTTY ? `\r\x1b[K${line}\n${this.#ticking}` : `${line}\n`);
  }

  tick(line: string): void {
    if (this.#output.isTTY) {
      this.#ticking = `  ${line}`;
      this.#output.write(`\r\x1b[K${this.#ticking}`);
    } else if (performance.now() >= this.#nextPlainAtMs) {
      this.#nextPlainAtMs = performance.now() + PLAIN_EVERY_MS;
      this.#output.write(`  ${line}\n`);
    }
  }

  /** What ticks is over, and stays as it is. */
  rest(): void {
    if (this.#output.isTTY && this.#ticking !== "") this.#output.write("\n");
    this.#ticking = "";
  }
}
