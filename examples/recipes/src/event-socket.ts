import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** FreeSWITCH's event socket, inbound: what it tells as JSON, and one line to tell it something. */
export class EventSocket {
  readonly #socket: Socket;
  readonly #pieces: AsyncIterator<Buffer>;
  #unread = Buffer.alloc(0);

  static async open({ host, port, password }: EventSocketAddress, events: readonly string[]): Promise<EventSocket> {
    const socket = connect(port, host);
    await once(socket, "connect");
    const opened = new EventSocket(socket);
    for await (const { headers } of opened.#messages()) {
      if (headers["Content-Type"] === "auth/request") socket.write(`auth ${password}\n\n`);
      else if (headers["Reply-Text"]?.startsWith("+OK")) break;
      else {
        opened.close();
        throw new Error(`FreeSWITCH refuses: ${headers["Reply-Text"] ?? headers["Content-Type"]}`);
      }
    }
    socket.write(`event json ${events.join(" ")}\n\n`);
    return opened;
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#pieces = socket.iterator({ destroyOnReturn: false });
  }

  /** Until the connection ends. */
  async *events(): AsyncGenerator<ChannelEvent> {
    for await (const { headers, body } of this.#messages())
      if (headers["Content-Type"] === "text/event-json") yield JSON.parse(body) as ChannelEvent;
  }

  command(line: string): void {
    if (this.#socket.writable) this.#socket.write(`bgapi ${line}\n\n`);
  }

  close(): void {
    this.#socket.destroy();
  }

  async *#messages(): AsyncGenerator<Message> {
    for (;;) {
      const message = this.#takeMessage();
      if (message !== null) yield message;
      else {
        const { done, value } = await this.#pieces.next();
        if (done) return;
        this.#unread = Buffer.concat([this.#unread, value]);
      }
    }
  }

  /** Headers, an empty line, and as many bytes as they announce. */
  #takeMessage(): Message | null {
    const end = this.#unread.indexOf("\n\n");
    if (end === -1) return null;
    const lines = this.#unread.subarray(0, end).toString().trim().split("\n");
    const headers = Object.fromEntries(lines.map((line) => line.split(": ", 2)));
    const bodyEnd = end + 2 + Number(headers["Content-Length"] ?? 0);
    if (this.#unread.length < bodyEnd) return null;
    const body = this.#unread.subarray(end + 2, bodyEnd).toString();
    this.#unread = this.#unread.subarray(bodyEnd);
    return { headers, body };
  }
}

export type EventSocketAddress = { readonly host: string; readonly port: number; readonly password: string };

/** Event headers and channel variables, all of them texts. */
export type ChannelEvent = Readonly<Record<string, string | undefined>>;

type Message = { readonly headers: Readonly<Record<string, string | undefined>>; readonly body: string };
