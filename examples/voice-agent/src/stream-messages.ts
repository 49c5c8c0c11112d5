/**
 * What travels over the WebSocket of Twilio's Media Streams, both ways, as far as the example needs it.
 * Described at https://www.twilio.com/docs/voice/media-streams/websocket-messages. Audio is µ-law, 8,000 samples a second,
 * one byte a sample, in base64.
 */
export type FromProvider =
  | { readonly event: "connected"; readonly protocol: string; readonly version: string }
  | { readonly event: "start"; readonly streamSid: string; readonly start: StreamStart }
  | { readonly event: "media"; readonly streamSid: string; readonly media: { readonly payload: string } }
  | { readonly event: "dtmf"; readonly streamSid: string; readonly dtmf: { readonly digit: string } }
  | { readonly event: "mark"; readonly streamSid: string; readonly mark: { readonly name: string } }
  | { readonly event: "stop"; readonly streamSid: string };

export type StreamStart = {
  readonly streamSid: string;
  readonly accountSid: string;
  readonly callSid: string;
  readonly tracks: readonly string[];
  readonly mediaFormat: { readonly encoding: string; readonly sampleRate: number; readonly channels: number };
  /** The `<Parameter>`s of the TwiML. */
  readonly customParameters: Readonly<Record<string, string>>;
};

export type ToProvider =
  | { readonly event: "media"; readonly streamSid: string; readonly media: { readonly payload: string } }
  /** Sent back by the provider when everything before it was played. */
  | { readonly event: "mark"; readonly streamSid: string; readonly mark: { readonly name: string } }
  /** Forget what was not played yet. */
  | { readonly event: "clear"; readonly streamSid: string };

export const BYTES_A_SECOND = 8_000;
/** The provider sends a frame every 20 ms. */
export const FRAME_MS = 20;
export const FRAME_BYTES = (BYTES_A_SECOND * FRAME_MS) / 1_000;

const KNOWN = new Set(["connected", "start", "media", "dtmf", "mark", "stop"]);

/** Null is something else: a newer message, or not from the provider at all. Neither ends a call. */
export function readMessage(text: string): FromProvider | null {
  try {
    const message: unknown = JSON.parse(text);
    if (typeof message !== "object" || message === null || !("event" in message)) return null;
    const { event } = message;
    if (typeof event !== "string" || !KNOWN.has(event)) return null;
    // Each of them but the first carries an object of its own name.
    if (event !== "connected" && event !== "stop" && !isObject((message as Record<string, unknown>)[event]))
      return null;
    return message as FromProvider;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
