import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { createClientAddress } from "./client-address.ts";

const loopback = [
  { address: "127.0.0.0", prefix: 8 },
  { address: "::1", prefix: 128 },
];
const proxies = [...loopback, { address: "10.1.0.0", prefix: 16 }, { address: "fd00:1::", prefix: 32 }];

describe("without a trusted proxy", () => {
  test.each(["203.0.113.9", "127.0.0.1", "::1"])("the peer %s is the client, whatever the header says", (peer) => {
    expect(createClientAddress([])(peer, "198.51.100.7")).toBe(peer);
  });
});

describe("behind trusted proxies", () => {
  const clientOf = createClientAddress(proxies);
  const cases: [what: string, peer: string | undefined, forwardedFor: string | undefined, client: string][] = [
    ["one proxy names the client", "127.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["over IPv6", "::1", "2001:db8::7", "2001:db8::7"],
    ["a peer in IPv4-in-IPv6 notation", "::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["an entry in IPv4-in-IPv6 notation", "127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"],
    ["a chain of two proxies", "127.0.0.1", "203.0.113.9, 10.1.2.3", "203.0.113.9"],
    ["a chain over IPv6", "127.0.0.1", "203.0.113.9, fd00:1::5", "203.0.113.9"],
    ["what the client forged stands to the left", "127.0.0.1", "198.51.100.7, 203.0.113.9", "203.0.113.9"],
    ["a forged proxy of ours is no client", "127.0.0.1", "10.1.2.3, 203.0.113.9", "203.0.113.9"],
    ["an untrusted peer names nobody", "203.0.113.9", "198.51.100.7", "203.0.113.9"],
    ["a neighbor of the range is not in it", "10.2.0.1", "198.51.100.7", "10.2.0.1"],
    ["no header: the proxy asks for itself", "127.0.0.1", undefined, "127.0.0.1"],
    ["an empty header", "127.0.0.1", "", "127.0.0.1"],
    ["only proxies: the farthest of them", "127.0.0.1", "10.1.0.7, 10.1.0.8", "10.1.0.7"],
    ["no address: the proxy that said so", "127.0.0.1", "203.0.113.9, unknown", "127.0.0.1"],
    ["no address behind a second proxy", "127.0.0.1", "203.0.113.9, _hidden, 10.1.0.8", "10.1.0.8"],
    ["an address with a port", "127.0.0.1", "203.0.113.9:50123", "203.0.113.9"],
    ["an IPv6 address with a port", "127.0.0.1", "[2001:db8::7]:50123", "2001:db8::7"],
    ["a link-local peer with its zone", "fe80::1%eth0", undefined, "fe80::1"],
    ["a socket that is gone", undefined, "203.0.113.9", ""],
  ];
  it.each(cases)("%s", (_, peer, forwardedFor, client) => {
    expect(clientOf(peer, forwardedFor)).toBe(client);
  });

  it("never lets what the client sent choose the address", () => {
    fc.assert(
      fc.property(fc.string(), fc.ipV4(), (forged, client) => {
        fc.pre(!client.startsWith("127.") && !client.startsWith("10.1."));
        expect(clientOf("127.0.0.1", `${forged}, ${client}`)).toBe(client);
      }),
    );
  });
});
