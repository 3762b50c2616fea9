import { BlockList, isIP } from "node:net";

/** Trusted reverse proxies: all addresses that share the first `prefix` bits of `address`. */
export interface ProxyRange {
  address: string;
  prefix: number;
}

/**
 * Returns a function from a request's socket address and `X-Forwarded-For` to the client's address. The header counts
 * only if the peer is in `proxies`. Each proxy appends the address that it saw, so the right-most address that is not a
 * trusted proxy is the client. Entries that the client forged are to the left of it.
 */
export const createClientAddress = (proxies: ProxyRange[]): ClientAddress => {
  const trusted = new BlockList();
  for (const { address, prefix } of proxies) trusted.addSubnet(address, prefix, familyOf(address));
  const isTrusted = (address: string): boolean => trusted.check(address, familyOf(address));

  return (peer, forwardedFor) => {
    let client = readAddress(peer ?? "");
    if (client === null) return "";
    for (const entry of (forwardedFor ?? "").split(",").toReversed()) {
      if (!isTrusted(client)) break;
      const forwarded = readAddress(entry.trim());
      // The proxy wrote no address, so its own address is the nearest known one.
      if (forwarded === null) break;
      client = forwarded;
    }
    return client;
  };
};

export type ClientAddress = (peer: string | undefined, forwardedFor: string | undefined) => string;

/** Returns an address without port, zone and IPv4-in-IPv6 notation, or null if `text` is not an address. */
const readAddress = (text: string): string | null => {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const address = (bare.split("%")[0] ?? "").replace(/^::ffff:(?=[\d.]+$)/i, "");
  return isIP(address) === 0 ? null : address;
};

const familyOf = (address: string): "ipv4" | "ipv6" => (isIP(address) === 4 ? "ipv4" : "ipv6");
