import type { Farebox, UsageResult } from "@farebox/sdk";

/** The default alphabet of GSM 03.38, one septet a character. */
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑܧ¿abcdefghijklmnopqrstuvwxyzäöñüà";
/** Its extension: an escape and a character. */
const EXTENSION = "\f^{}\\[~]|€";

const GSM = { one: 160, of: 153, sizeOf: (character: string) => (EXTENSION.includes(character) ? 2 : 1) };
/** Anything else makes the whole message UCS-2, counted in 16-bit units: an emoji is two. */
const UCS2 = { one: 70, of: 67, sizeOf: (character: string) => character.length };

/** How many segments a text is sent in, and so what it costs. */
export function countSegments(text: string): number {
  const characters = [...text];
  const isGsm = characters.every((character) => BASIC.includes(character) || EXTENSION.includes(character));
  const { one, of, sizeOf } = isGsm ? GSM : UCS2;
  const sizes = characters.map(sizeOf);
  if (sizes.reduce((sum, size) => sum + size, 0) <= one) return 1;

  // A character is never torn between two segments, so one may end a unit early.
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > of) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return segments;
}

/** Asks, sends, and records under the provider's own id of the message. Null is not paid for, and not sent. */
export async function sendText(farebox: Farebox, message: TextMessage, send: SendText): Promise<UsageResult | null> {
  const quantity = countSegments(message.text);
  const { allowed } = await farebox.usage.authorize({ service: "sms", quantity });
  if (!allowed) return null;
  const { messageId } = await send(message);
  return farebox.usage.record({ key: `sms-${messageId}`, service: "sms", quantity, ref: messageId });
}

export type TextMessage = { readonly to: string; readonly text: string };

/** Your provider's client. */
export type SendText = (message: TextMessage) => Promise<{ readonly messageId: string }>;
