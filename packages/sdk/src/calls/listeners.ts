import { type FareboxError, toFareboxError } from "../errors.ts";
import type { CallEvents } from "./call-types.ts";

type Listener = (event: never) => unknown;

/** Those who listen to a call. One that throws, at once or later, disturbs neither the call nor the others. */
export class Listeners {
  readonly #byName = new Map<keyof CallEvents, Set<Listener>>();
  readonly #onError: (error: FareboxError) => void;

  constructor(onError: (error: FareboxError) => void) {
    this.#onError = onError;
  }

  add<Name extends keyof CallEvents>(name: Name, listener: (event: CallEvents[Name]) => unknown): () => void {
    const listeners = this.#byName.get(name) ?? new Set();
    this.#byName.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  tell<Name extends keyof CallEvents>(name: Name, event: CallEvents[Name]): void {
    for (const listener of [...(this.#byName.get(name) ?? [])]) void this.#call(listener, event as never);
  }

  async #call(listener: Listener, event: never): Promise<void> {
    try {
      await listener(event);
    } catch (thrown) {
      this.#onError(toFareboxError(thrown));
    }
  }
}
