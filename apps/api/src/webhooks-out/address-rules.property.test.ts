import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOpenable, judgeAddress } from "./address-rules.ts";
import { readEndpointUrl } from "./endpoint-url.ts";
import { isWithin, toAddressBytes, toNetwork } from "./ip-address.ts";
import { HOSTILE_HOSTS } from "./testing/hostile-urls.ts";
import { toWebhookSettings } from "./webhook-settings.ts";

const { opened: locally } = toWebhookSettings({}, { isLocal: true, authSecret: "" });
const network = (text: string) => toNetwork(text) ?? expect.fail(`${text} is no network`);
const isRefused = (url: string, opened = toWebhookSettings({}, { isLocal: false, authSecret: "" }).opened) =>
  "problem" in readEndpointUrl(url, opened);

describe("production", () => {
  test("refuses every spelling of every private or reserved host, with and without a port", () => {
    expect(HOSTILE_HOSTS.length).toBeGreaterThan(500);
    const passed = HOSTILE_HOSTS.flatMap((host) =>
      [`https://${host}/hook`, `https://${host}:8443/hook`, `http://${host}/`].filter((url) => !isRefused(url)),
    );
    expect(passed).toEqual([]);
  });

  test.each([
    "http://example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "javascript:alert(1)",
    "data:text/plain,hi",
    "//example.com/",
    "example.com",
    "https://",
    "https:example.com",
    "https:/example.com",
    "https://user@example.com/",
    "https://user:pass@example.com/",
    "https://@example.com/",
    "https://example.com@127.0.0.1/",
    "https://127.0.0.1#@example.com/",
    "https://127.0.0.1\\@example.com/",
    "https://example.com/#fragment",
    "https://example.com#",
    "https://exam ple.com/",
    "https://example.com/\r\nX-Evil: 1",
    "https://example.com/\u0000",
    " https://example.com/",
    "https://example.com:0/",
    "https://example.com:22/",
    "https://example.com:25/",
    "https://example.com:5432/",
    "https://example.com:6379/",
    "https://example.com:11211/",
    "https://example.com:70000/",
    "https://example.com./",
    "https://[::1/",
    "https://[fe80::1%25eth0]/",
    "https://1.2.3.4.5/",
    "https://256.256.256.256/",
    `https://example.com/${"a".repeat(2_000)}`,
  ])("refuses %j", (url) => {
    expect(isRefused(url)).toBe(true);
  });

  test.each([
    "https://example.com/hooks?token=1",
    "https://example.com:443/",
    "https://example.com:8443/a/b",
    "https://1.1.1.1/",
    "https://[2606:4700::1111]/",
    "https://xn--bcher-kva.example/",
    "https://11.0.0.1/",
    "https://172.15.255.255/",
    "https://172.32.0.0/",
    "https://100.128.0.1/",
    "https://[::ffff:1.1.1.1]/",
    "https://[64:ff9b::1.1.1.1]/",
  ])("lets %j through", (url) => {
    expect(isRefused(url)).toBe(false);
  });
});

describe("a local start", () => {
  test("reaches its own machine, in the clear too", () => {
    for (const url of [
      "http://127.0.0.1:4444/hook",
      "http://localhost:8080/",
      "http://[::1]:9000/",
      "https://127.0.0.1:8443/",
    ])
      expect(isRefused(url, locally), url).toBe(false);
  });

  test("refuses all else that is private, and the outside in the clear", () => {
    const own = /^\[?(127\.|::1\]|0:0:0:0:0:0:0:1\])|localhost$/i;
    const passed = HOSTILE_HOSTS.filter((host) => !isRefused(`http://${host}:8080/`, locally)).filter((host) => {
      const { hostname } = new URL(`http://${host}/`);
      // What is mapped to the loopback, or led to it by NAT64, is the loopback.
      return !own.test(hostname) && !/^\[(::ffff:|64:ff9b::)7f/.test(hostname);
    });
    expect(passed).toEqual([]);
    expect(isRefused("http://1.1.1.1/", locally)).toBe(true);
  });
});

test("whatever is within a private network is refused, and opened exactly by a setting that holds it", () => {
  const privates = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8"].map(network);
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const bytes = toAddressBytes(address) ?? expect.fail(address);
      const isPrivate = privates.some((one) => isWithin(bytes, one));
      if (isPrivate) expect(judgeAddress(address, [])).toBe("refused");
      if (isPrivate && address !== "100.100.100.200") expect(judgeAddress(address, privates)).toBe("opened");
      if (!isPrivate) expect(judgeAddress(address, privates)).not.toBe("opened");
      expect(judgeAddress(`::ffff:${address}`, privates)).toBe(judgeAddress(address, privates));
    }),
    { numRuns: 5_000 },
  );
});

test("outside of the global range no IPv6 address is public, however it is written", () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const bytes = toAddressBytes(address) ?? expect.fail(address);
      const verdict = judgeAddress(address, []);
      if (
        verdict === "public" &&
        !isWithin(bytes, network("64:ff9b::/96")) &&
        !isWithin(bytes, network("::ffff:0:0/96"))
      )
        expect((bytes[0] ?? 0) >> 5).toBe(1);
      expect(judgeAddress(new URL(`http://[${address}]`).hostname.slice(1, -1), [])).toBe(verdict);
    }),
    { numRuns: 5_000 },
  );
});

test("no setting opens link-local addresses, this host, multicast, or the whole internet", () => {
  for (const text of [
    "0.0.0.0/0",
    "::/0",
    "169.254.0.0/16",
    "169.254.169.254",
    "0.0.0.0/8",
    "8.8.8.0/24",
    "fe80::/10",
    "10.0.0.0/7",
  ])
    expect(isOpenable(network(text)), text).toBe(false);
  for (const text of ["10.0.0.0/8", "10.1.2.3", "fd12::/16", "::1", "192.168.1.0/24"])
    expect(isOpenable(network(text)), text).toBe(true);
  expect(judgeAddress("169.254.169.254", [network("169.254.0.0/16")])).toBe("refused");
  for (const text of ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0", "fe80::1%eth0", "::/129"])
    expect(toNetwork(text), text).toBeNull();
});
