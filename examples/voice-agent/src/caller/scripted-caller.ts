import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { WebSocket } from "ws";
import { hum } from "../agent-voice.ts";
import { BYTES_A_SECOND, FRAME_BYTES, FRAME_MS, type ToProvider } from "../stream-messages.ts";
import { Playback } from "./playback.ts";

const WAKE_EVERY_MS = 10;
const KEY_PRESSED_AFTER_MS = 3_000;

/** Stands for the provider and for who calls through it: sends what they would send, when they would send it. */
export class ScriptedCaller {
  readonly #url: string;
  readonly #script: Script;
  readonly #streamSid = `MZ${randomHex()}`;
  readonly #callSid = `CA${randomHex()}`;
  readonly #playback: Playback;
  #socket: WebSocket | null = null;
  #sequence = 0;
  #frames = 0;
  #hasPressedKey = false;

  constructor(url: string, script: Script) {
    this.#url = url;
    this.#script = script;
    this.#playback = new Playback(script.speed, (name) => this.#played(name));
  }

  /** Answers when the line is closed; false when it never was open. */
  async call(): Promise<boolean> {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    const closed = once(socket, "close");
    // What went wrong ends in `close`, too.
    socket.on("error", (error) => this.#script.tell(error.message));
    socket.on("message", (data) => this.#hear(JSON.parse(String(data)) as ToProvider));
    const isOpen = await Promise.race([once(socket, "open").then(() => true), closed.then(() => false)]);
    if (!isOpen) return false;
    this.#begin();
    const talking = this.#talk();
    await closed;
    clearInterval(talking);
    const heardSeconds = (this.#playback.playedBytes / BYTES_A_SECOND).toFixed(1);
    this.#script.tell(`the line is closed: ${this.#frames} frames sent, ${heardSeconds} s heard`);
    return true;
  }

  #begin(): void {
    this.#send({ event: "connected", protocol: "Call", version: "1.0.0" });
    const start = {
      streamSid: this.#streamSid,
      accountSid: `AC${randomHex()}`,
      callSid: this.#callSid,
      tracks: ["inbound"],
      mediaFormat: { encoding: "audio/x-mulaw", sampleRate: BYTES_A_SECOND, channels: 1 },
      customParameters: {},
    };
    this.#sendNumbered({ event: "start", start });
    this.#script.tell(`calls as ${this.#callSid}`);
  }

  #talk(): NodeJS.Timeout {
    const payload = hum(FRAME_MS).subarray(0, FRAME_BYTES).toString("base64");
    const startedAtMs = performance.now();
    return setInterval(() => {
      const passedMs = (performance.now() - startedAtMs) * this.#script.speed;
      for (; this.#frames * FRAME_MS < passedMs; this.#frames += 1) {
        const timestamp = String(this.#frames * FRAME_MS);
        const media = { track: "inbound", chunk: String(this.#frames + 1), timestamp, payload };
        this.#sendNumbered({ event: "media", media });
      }
      if (passedMs >= KEY_PRESSED_AFTER_MS && !this.#hasPressedKey) this.#pressKey();
      if (passedMs >= this.#script.talkSeconds * 1_000) this.#hangUp();
    }, WAKE_EVERY_MS);
  }

  #pressKey(): void {
    this.#hasPressedKey = true;
    this.#sendNumbered({ event: "dtmf", dtmf: { track: "inbound_track", digit: "1" } });
  }

  #hangUp(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#script.tell("hangs up");
    this.#sendNumbered({ event: "stop", stop: { callSid: this.#callSid } });
    this.#socket.close(1_000);
  }

  #hear(message: ToProvider): void {
    if (message.event === "media") this.#playback.add(Buffer.from(message.media.payload, "base64"));
    else if (message.event === "mark") this.#playback.mark(message.mark.name);
    else this.#playback.clear();
  }

  #played(name: string): void {
    this.#script.tell(`heard: ${name}`);
    this.#sendNumbered({ event: "mark", mark: { name } });
  }

  #sendNumbered(message: object): void {
    this.#sequence += 1;
    this.#send({ ...message, sequenceNumber: String(this.#sequence), streamSid: this.#streamSid });
  }

  #send(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

type Script = {
  /** Hangs up after so many seconds, as the caller counts them. */
  readonly talkSeconds: number;
  readonly speed: number;
  readonly tell: (line: string) => void;
};

function randomHex(): string {
  return randomUUID().replaceAll("-", "");
}
