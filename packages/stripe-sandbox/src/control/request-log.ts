export interface LoggedRequest {
  readonly id: string;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly parameters: string;
  readonly status: number;
  readonly answer: string;
}

const KEPT_REQUESTS = 500;

/** The last requests of the API, for whoever looks up a `request_log_url`. In memory alone. */
export class RequestLog {
  readonly #requests = new Map<string, LoggedRequest>();

  add(request: LoggedRequest): void {
    this.#requests.set(request.id, request);
    const [oldest] = this.#requests.keys();
    if (this.#requests.size > KEPT_REQUESTS && oldest !== undefined) this.#requests.delete(oldest);
  }

  get(id: string): LoggedRequest | undefined {
    return this.#requests.get(id);
  }

  /** Newest first. */
  all(): LoggedRequest[] {
    return [...this.#requests.values()].reverse();
  }
}
