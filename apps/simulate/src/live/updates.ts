import type { BalanceGetAnswer, Hold } from "@farebox/sdk";
import { toMicro } from "../books/expected.ts";

/** Which change each page has still to be told of, and how long the others took. */
export class Updates {
  readonly #pages = new Map<string, Page[]>();
  /** From the answer that a caller got to the page that shows it; 0 where the page was first. */
  readonly delaysMs: number[] = [];
  events = 0;

  /** A page of a business. What it is sent goes to the answer. */
  open(businessId: string): (balance: BalanceGetAnswer) => void {
    const page: Page = { last: null, awaited: [] };
    this.#pages.set(businessId, [...this.pagesOf(businessId), page]);
    return (balance) => {
      this.events += 1;
      page.last = balance;
      const now = performance.now();
      page.awaited = page.awaited.filter(({ isIn, at }) => {
        if (!isIn(balance)) return true;
        this.delaysMs.push(now - at);
        return false;
      });
    };
  }

  opened(businessId: string, callId: string): void {
    this.#expect(businessId, ({ liveCalls }) => liveCalls.some((live) => live.callId === callId));
  }

  heard(businessId: string, { callId, bookedSeconds }: Hold): void {
    this.#expect(businessId, ({ liveCalls }) => {
      const live = liveCalls.find((one) => one.callId === callId);
      return live === undefined || live.elapsedSeconds >= bookedSeconds;
    });
  }

  ended(businessId: string, callId: string): void {
    this.#expect(businessId, ({ liveCalls }) => !liveCalls.some((live) => live.callId === callId));
  }

  /** Nothing comes in, so that a total which is no greater is of the same commit or of a later one. */
  recorded(businessId: string, totalAfter: number): void {
    const most = toMicro(totalAfter);
    this.#expect(businessId, ({ total }) => toMicro(total) <= most);
  }

  /** Of what comes from here on. */
  forgetDelays(): void {
    this.delaysMs.length = 0;
  }

  pagesOf(businessId: string): readonly Page[] {
    return this.#pages.get(businessId) ?? [];
  }

  /** Waits for what is still on its way. Answers what has not come. */
  async settle(): Promise<number> {
    for (const deadline = performance.now() + LOST_AFTER_MS; performance.now() < deadline && this.#awaited() > 0; )
      await new Promise((resume) => setTimeout(resume, 20));
    return this.#awaited();
  }

  #awaited(): number {
    return [...this.#pages.values()].flat().reduce((sum, { awaited }) => sum + awaited.length, 0);
  }

  #expect(businessId: string, isIn: Change["isIn"]): void {
    const at = performance.now();
    for (const page of this.pagesOf(businessId)) {
      if (page.last !== null && isIn(page.last)) this.delaysMs.push(0);
      else page.awaited.push({ isIn, at });
    }
  }
}

/** More than the slow poll that makes up for hints that were lost. */
const LOST_AFTER_MS = 20_000;

type Page = { last: BalanceGetAnswer | null; awaited: Change[] };
type Change = { readonly isIn: (balance: BalanceGetAnswer) => boolean; readonly at: number };
