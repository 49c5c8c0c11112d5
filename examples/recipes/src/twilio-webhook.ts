import { createHmac, timingSafeEqual } from "node:crypto";

/** What the voice webhook answers: the call goes to the media server, and after it there is nothing left but to hang up. */
export function connectToAgent(mediaUrl: string, agentId: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Connect>
    <Stream url="${escapeXml(mediaUrl)}">
      <Parameter name="agentId" value="${escapeXml(agentId)}" />
    </Stream>
  </Connect>
  <Hangup />
</Response>`;
}

/**
 * Whether a request, or the opening of a WebSocket, is Twilio's: its header `X-Twilio-Signature` signs the address as Twilio
 * called it and the form's fields. Anybody else who knows the address could otherwise spend your tokens.
 */
export function isFromTwilio(authToken: string, { signature, url, fields = {} }: SignedRequest): boolean {
  const signed = Object.keys(fields)
    .toSorted()
    .reduce((text, name) => `${text}${name}${fields[name]}`, url);
  const expected = createHmac("sha1", authToken).update(signed).digest();
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

export type SignedRequest = {
  readonly signature: string;
  /** With `https://` or `wss://` and the query, as Twilio sees it: behind a proxy it is not what your server sees. */
  readonly url: string;
  readonly fields?: Readonly<Record<string, string>>;
};

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
