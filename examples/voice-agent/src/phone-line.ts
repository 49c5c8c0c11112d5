import { EventEmitter, once } from "node:events";
import type { WebSocket } from "ws";
import { FRAME_BYTES, readMessage, type StreamStart, type ToProvider } from "./stream-messages.ts";

type LineEvents = { start: [StreamStart]; audio: [Buffer]; digit: [string]; mark: [string]; closed: [] };

/** One caller's media stream, without the details of its messages. */
export class PhoneLine {
  readonly #socket: WebSocket;
  readonly #events = new EventEmitter<LineEvents>();
  readonly started: Promise<StreamStart | null>;
  readonly closed: Promise<void>;
  #streamSid = "";

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = once(this.#events, "closed").then(() => undefined);
    const start = once(this.#events, "start").then(([began]) => began as StreamStart);
    this.started = Promise.race([start, this.closed.then(() => null)]);
    socket.on("message", (data) => this.#hear(String(data)));
    // After an error comes `close`, which is all that matters for the call.
    socket.on("error", () => undefined);
    socket.once("close", () => this.#events.emit("closed"));
  }

  on<Name extends "audio" | "digit">(name: Name, listener: (...heard: LineEvents[Name]) => void): void {
    this.#events.on(name, listener as never);
  }

  /** Answers when the caller has heard it, or has hung up before. */
  async play(audio: Buffer, name: string): Promise<void> {
    for (let at = 0; at < audio.length; at += FRAME_BYTES) {
      const payload = audio.subarray(at, at + FRAME_BYTES).toString("base64");
      this.#send({ event: "media", streamSid: this.#streamSid, media: { payload } });
    }
    this.#send({ event: "mark", streamSid: this.#streamSid, mark: { name } });
    await Promise.race([this.#heard(name), this.closed]);
  }

  /** Whatever was not heard yet shall not be: what comes now is more urgent. */
  interrupt(): void {
    this.#send({ event: "clear", streamSid: this.#streamSid });
  }

  /** With `<Connect><Stream>` the provider goes on with what follows in the TwiML; where nothing does, it hangs up. */
  hangUp(): void {
    this.#socket.close(1_000);
  }

  #heard(name: string): Promise<void> {
    return new Promise((resolve) => {
      const listen = (heard: string) => {
        if (heard !== name) return;
        this.#events.off("mark", listen);
        resolve();
      };
      this.#events.on("mark", listen);
    });
  }

  #hear(text: string): void {
    const message = readMessage(text);
    if (message === null) return;
    if (message.event === "start") {
      this.#streamSid = message.streamSid;
      this.#events.emit("start", message.start);
    } else if (message.event === "media") this.#events.emit("audio", Buffer.from(message.media.payload, "base64"));
    else if (message.event === "dtmf") this.#events.emit("digit", message.dtmf.digit);
    else if (message.event === "mark") this.#events.emit("mark", message.mark.name);
    else if (message.event === "stop") this.#socket.close(1_000);
  }

  #send(message: ToProvider): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
