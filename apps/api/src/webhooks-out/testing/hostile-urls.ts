/** Hosts that lead somewhere private or reserved, in every spelling that a URL parser reads. Generated, so that none is forgotten. */
export const HOSTILE_HOSTS: readonly string[] = [
  ...privateFours().flatMap((four) => [...spellingsOfFour(four), ...sixesAround(four)]),
  ...[
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::2]",
    "[fe80::1]",
    "[febf::1]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd00::1]",
    "[fd00:ec2::254]",
    "[fd20:ce::254]",
    "[ff02::1]",
    "[ff0e::1]",
    "[100::1]",
    "[64:ff9b:1::a00:1]",
    "[2001::1]",
    "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
    "[2001:10::1]",
    "[2001:20::1]",
    "[2001:db8::1]",
    "[2002::1]",
    "[3fff::1]",
    "[5f00::1]",
    "[2600::5efe:a00:1]",
    "[2600::200:5efe:7f00:1]",
    "[4000::1]",
    "[::ffff:0:7f00:1]",
  ],
  ...["localhost", "LOCALHOST", "a.localhost", "localhost.", "127.0.0.1.", "metadata", "intranet", "printer.local"],
  ...["metadata.google.internal", "db.lan", "x.home.arpa", "1.0.0.127.in-addr.arpa", "a.onion", "b.invalid"],
  ...["１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "lo%63alhost", "%31%32%37.0.0.1"],
];

function privateFours(): number[][] {
  return [
    [0, 0, 0, 0],
    [0, 1, 2, 3],
    [10, 0, 0, 1],
    [10, 255, 255, 254],
    [100, 64, 0, 1],
    [100, 100, 100, 200],
    [127, 0, 0, 1],
    [127, 1, 2, 3],
    [127, 255, 255, 255],
    [168, 63, 129, 16],
    [169, 254, 0, 1],
    [169, 254, 169, 254],
    [169, 254, 170, 2],
    [172, 16, 0, 1],
    [172, 31, 255, 254],
    [192, 0, 0, 8],
    [192, 0, 2, 1],
    [192, 88, 99, 1],
    [192, 168, 0, 1],
    [192, 168, 255, 254],
    [198, 18, 0, 1],
    [198, 19, 255, 254],
    [198, 51, 100, 7],
    [203, 0, 113, 9],
    [224, 0, 0, 1],
    [239, 255, 255, 250],
    [240, 0, 0, 1],
    [255, 255, 255, 255],
  ];
}

function spellingsOfFour(four: readonly number[]): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = four;
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const octal = (value: number) => `0${value.toString(8)}`;
  const hex = (value: number) => `0x${value.toString(16)}`;
  return [
    four.join("."),
    String(whole),
    octal(whole),
    hex(whole),
    four.map(octal).join("."),
    four.map(hex).join("."),
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    `${hex(a)}.${octal(b)}.${c * 256 + d}`,
    `000${a.toString(8)}.${b}.${c}.${d}`,
  ];
}

/** As IPv6 addresses that stand for it: mapped, compatible, NAT64, 6to4, Teredo, translated, ISATAP. */
function sixesAround(four: readonly number[]): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = four;
  const high = (a * 256 + b).toString(16);
  const low = (c * 256 + d).toString(16);
  const inverted = [0xffff - (a * 256 + b), 0xffff - (c * 256 + d)].map((group) => group.toString(16)).join(":");
  const dotted = four.join(".");
  return [
    `[::ffff:${dotted}]`,
    `[::ffff:${high}:${low}]`,
    `[0:0:0:0:0:FFFF:${high}:${low}]`,
    `[::${dotted}]`,
    `[64:ff9b::${dotted}]`,
    `[64:ff9b::${high}:${low}]`,
    `[64:ff9b:1::${dotted}]`,
    `[2002:${high}:${low}::1]`,
    `[2001:0:1:2:3:4:${inverted}]`,
    `[::ffff:0:${dotted}]`,
    `[2600:1f18::5efe:${dotted}]`,
    `[fe80::5efe:${dotted}]`,
  ];
}
