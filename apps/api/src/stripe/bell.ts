/** Something may have happened. Whoever was busy meanwhile hears of it afterwards. */
export class Bell {
  #count = 0;
  #next = Promise.withResolvers<void>();

  get count(): number {
    return this.#count;
  }

  ring(): void {
    this.#count += 1;
    this.#next.resolve();
    this.#next = Promise.withResolvers();
  }

  /** At once when it rang after `count` was looked at. */
  rungSince(count: number): Promise<void> {
    return count === this.#count ? this.#next.promise : Promise.resolve();
  }
}
