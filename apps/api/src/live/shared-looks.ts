/**
 * Looks at the same thing by many at once: all who ask while one is under way share the next one. So there is never more than
 * one of a name, and each was begun after it was asked for, so that whoever heard of a commit sees it.
 */
export class SharedLooks {
  readonly #next = new Map<string, Promise<unknown>>();
  readonly #underWay = new Map<string, Promise<unknown>>();

  take<Result>(name: string, look: () => Promise<Result>): Promise<Result> {
    const next = this.#next.get(name) as Promise<Result> | undefined;
    if (next !== undefined) return next;
    // Also without one under way it begins only after a turn: who is woken by the same hint looks together.
    const before = this.#underWay.get(name) ?? Promise.resolve();
    const begun = before.then(ignore, ignore).then(() => {
      this.#next.delete(name);
      const underWay = look();
      this.#underWay.set(name, underWay);
      const forget = () => {
        if (this.#underWay.get(name) === underWay) this.#underWay.delete(name);
      };
      underWay.then(forget, forget);
      return underWay;
    });
    this.#next.set(name, begun);
    return begun;
  }
}

function ignore(): void {}
