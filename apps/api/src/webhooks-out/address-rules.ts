import { isWithin, type Network, toAddressBytes, toNetwork } from "./ip-address.ts";

/**
 * Whether a request may go to this address. `public`: anybody's. `opened`: of a private network that the installation's setting
 * opens. `refused`: private, reserved, or nothing that can be judged. An IPv6 address that stands for an IPv4 one is judged as
 * what it stands for.
 */
export function judgeAddress(address: string, opened: readonly Network[]): AddressVerdict {
  const bytes = toAddressBytes(address);
  if (bytes === null) return "refused";
  const meant = bytes.length === 4 ? bytes : toEmbedded(bytes);
  const family = meant.length === 4 ? FOUR : SIX;
  if (family.closed.some((network) => isWithin(meant, network))) return "refused";
  if (family.openable.some((network) => isWithin(meant, network)))
    return opened.some((network) => isWithin(meant, network)) ? "opened" : "refused";
  if (family.global !== null && !isWithin(meant, family.global)) return "refused";
  return family.reserved.some((network) => isWithin(meant, network)) ? "refused" : "public";
}

export type AddressVerdict = "public" | "opened" | "refused";

/** Whether a setting can open it: private networks can be, what has a meaning of its own in every network cannot. */
export function isOpenable({ bytes, prefixBits }: Network): boolean {
  const { openable } = bytes.length === 4 ? FOUR : SIX;
  return openable.some((network) => network.prefixBits <= prefixBits && isWithin(bytes, network));
}

type Rules = {
  /** Never, whatever the setting says: this host, link-local (where clouds keep their metadata), multicast. */
  readonly closed: readonly Network[];
  /** Only where the setting says so. */
  readonly openable: readonly Network[];
  /** Outside of it nothing is public; null: everything may be. */
  readonly global: Network | null;
  /** Inside of it, and yet nobody's. */
  readonly reserved: readonly Network[];
};

const networks = (...texts: readonly string[]): Network[] =>
  texts.map((text) => {
    const network = toNetwork(text);
    if (network === null) throw new Error(`${text} is not a network`);
    return network;
  });

const FOUR: Rules = {
  closed: networks("0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255/32", "100.100.100.200/32"),
  openable: networks("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
  global: null,
  reserved: networks(
    // Protocol assignments, documentation, the relays of 6to4, benchmarks, and what was never given out.
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.31.196.0/24",
    "192.52.193.0/24",
    "192.88.99.0/24",
    "192.175.48.0/24",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "240.0.0.0/4",
    // Reached from inside a cloud only: its platform's own services.
    "168.63.129.16/32",
  ),
};

const SIX: Rules = {
  closed: networks("::/128", "fe80::/10", "fec0::/10", "ff00::/8", "fd00:ec2::/32", "fd20:ce::/32"),
  openable: networks("::1/128", "fc00::/7"),
  global: networks("2000::/3")[0] ?? null,
  reserved: networks(
    // Teredo, ORCHID and the other protocol assignments; documentation; 6to4, which hides an IPv4 address.
    "2001::/23",
    "2001:db8::/32",
    "2002::/16",
    "2620:4f:8000::/48",
    "3fff::/20",
  ),
};

/** Mapped (::ffff:a.b.c.d) and NAT64 (64:ff9b::a.b.c.d) lead to the IPv4 address at their end. */
const EMBEDDING = networks("::ffff:0:0/96", "64:ff9b::/96");
const ISATAP = [0x00, 0x00, 0x5e, 0xfe];

function toEmbedded(bytes: Uint8Array): Uint8Array {
  if (EMBEDDING.some((network) => isWithin(bytes, network))) return bytes.subarray(12);
  // An ISATAP interface (with its two bits of scope masked away) tunnels to the IPv4 address at its end, whatever its prefix.
  const isIsatap = ISATAP.every((byte, at) => ((bytes[8 + at] ?? 0) & (at === 0 ? 0xfc : 0xff)) === byte);
  return isIsatap ? UNSPECIFIED : bytes;
}

const UNSPECIFIED = new Uint8Array(16);
