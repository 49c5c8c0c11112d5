import { isIP } from "node:net";

/** Its bytes: 4 of an IPv4 address, 16 of an IPv6 one. Null when the text is not an address, or names an interface (`%eth0`). */
export function toAddressBytes(text: string): Uint8Array | null {
  const family = isIP(text);
  if (family === 0 || text.includes("%")) return null;
  return family === 4 ? toFourBytes(text) : toSixteenBytes(text);
}

/** A range of addresses: those that share its first bits. */
export type Network = { readonly bytes: Uint8Array; readonly prefixBits: number };

/** `10.0.0.0/8`, `fd00::/8`, or a single address. Null when it is neither. */
export function toNetwork(text: string): Network | null {
  const [address = "", prefix, ...more] = text.split("/");
  const bytes = toAddressBytes(address);
  if (bytes === null || more.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return null;
  const prefixBits = prefix === undefined ? bytes.length * 8 : Number(prefix);
  return prefixBits <= bytes.length * 8 ? { bytes, prefixBits } : null;
}

export function isWithin(address: Uint8Array, { bytes, prefixBits }: Network): boolean {
  if (address.length !== bytes.length) return false;
  const wholeBytes = prefixBits >> 3;
  for (let at = 0; at < wholeBytes; at += 1) if (address[at] !== bytes[at]) return false;
  const restBits = prefixBits & 7;
  const shift = 8 - restBits;
  return restBits === 0 || (address[wholeBytes] ?? 0) >> shift === (bytes[wholeBytes] ?? 0) >> shift;
}

function toFourBytes(text: string): Uint8Array {
  return Uint8Array.from(text.split("."), Number);
}

function toSixteenBytes(text: string): Uint8Array {
  const [head = "", tail] = text.split("::");
  const before = toBytesOfGroups(head);
  const after = tail === undefined ? [] : toBytesOfGroups(tail);
  const between = new Array<number>(16 - before.length - after.length).fill(0);
  return Uint8Array.from([...before, ...between, ...after]);
}

function toBytesOfGroups(groups: string): number[] {
  if (groups === "") return [];
  return groups.split(":").flatMap((group) => {
    if (group.includes(".")) return [...toFourBytes(group)];
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}
