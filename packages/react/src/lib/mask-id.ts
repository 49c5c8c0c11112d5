const LONGEST_SHOWN = 16;

/** A call's id as it may stand on a screen: a phone number without its middle, a long id by its two ends. Receipts show it whole. */
export function maskCallId(callId: string): string {
  if (/^\+?\d{7,}$/.test(callId)) {
    const start = callId.slice(0, callId.startsWith("+") ? 3 : 2);
    return `${start} ··· ${callId.slice(-5, -2)} ${callId.slice(-2)}`;
  }
  return callId.length <= LONGEST_SHOWN ? callId : `${callId.slice(0, 6)}…${callId.slice(-4)}`;
}
