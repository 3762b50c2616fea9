import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { createClientAddress } from "./client-address.ts";

const loopback = [
  { address: "127.0.0.0", prefix: 8 },
  { address: "::1", prefix: 128 },
];
const proxies = [...loopback, { address: "10.1.0.0", prefix: 16 }, { address: "fd00:1::", prefix: 32 }];

describe("without a trusted proxy", () => {
  test.each(["203.0.113.9", "127.0.0.1", "::1"])("the peer %s is the client and the header is ignored", (peer) => {
    expect(createClientAddress([])(peer, "198.51.100.7")).toBe(peer);
  });
});

describe("behind trusted proxies", () => {
  const clientOf = createClientAddress(proxies);
  const cases: [name: string, peer: string | undefined, forwardedFor: string | undefined, client: string][] = [
    ["one proxy reports the client", "127.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["over IPv6", "::1", "2001:db8::7", "2001:db8::7"],
    ["a peer in IPv4-in-IPv6 notation", "::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["an entry in IPv4-in-IPv6 notation", "127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"],
    ["a chain of two proxies", "127.0.0.1", "203.0.113.9, 10.1.2.3", "203.0.113.9"],
    ["a chain over IPv6", "127.0.0.1", "203.0.113.9, fd00:1::5", "203.0.113.9"],
    ["an address forged by the client is ignored", "127.0.0.1", "198.51.100.7, 203.0.113.9", "203.0.113.9"],
    ["a forged proxy address is ignored", "127.0.0.1", "10.1.2.3, 203.0.113.9", "203.0.113.9"],
    ["an untrusted peer cannot report a client", "203.0.113.9", "198.51.100.7", "203.0.113.9"],
    ["an address next to the range is untrusted", "10.2.0.1", "198.51.100.7", "10.2.0.1"],
    ["without a header the proxy is the client", "127.0.0.1", undefined, "127.0.0.1"],
    ["an empty header", "127.0.0.1", "", "127.0.0.1"],
    ["with proxies only, the first one is the client", "127.0.0.1", "10.1.0.7, 10.1.0.8", "10.1.0.7"],
    ["an entry without an address: the proxy that wrote it", "127.0.0.1", "203.0.113.9, unknown", "127.0.0.1"],
    ["the same behind a second proxy", "127.0.0.1", "203.0.113.9, _hidden, 10.1.0.8", "10.1.0.8"],
    ["an address with a port", "127.0.0.1", "203.0.113.9:50123", "203.0.113.9"],
    ["an IPv6 address with a port", "127.0.0.1", "[2001:db8::7]:50123", "2001:db8::7"],
    ["a link-local peer with its zone", "fe80::1%eth0", undefined, "fe80::1"],
    ["a closed socket", undefined, "203.0.113.9", ""],
  ];
  it.each(cases)("%s", (_, peer, forwardedFor, client) => {
    expect(clientOf(peer, forwardedFor)).toBe(client);
  });

  it("never takes the address from what the client sent", () => {
    fc.assert(
      fc.property(fc.string(), fc.ipV4(), (forged, client) => {
        fc.pre(!client.startsWith("127.") && !client.startsWith("10.1."));
        expect(clientOf("127.0.0.1", `${forged}, ${client}`)).toBe(client);
      }),
    );
  });
});
