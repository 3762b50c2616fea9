import { BlockList, isIP } from "node:net";

/** A reverse proxy that may name its client: every address that shares the first `prefix` bits of `address`. */
export interface ProxyRange {
  address: string;
  prefix: number;
}

/**
 * Returns a function from a request's socket address and `X-Forwarded-For` to its client's address. Only a peer in
 * `proxies` may name another address: each proxy appends the address that it saw, so the right-most one that is not a proxy
 * of ours is the client, and what the client itself wrote stands to the left of that.
 */
export const createClientAddress = (proxies: ProxyRange[]): ClientAddress => {
  const trusted = new BlockList();
  for (const { address, prefix } of proxies) trusted.addSubnet(address, prefix, familyOf(address));
  const isTrusted = (address: string): boolean => trusted.check(address, familyOf(address));

  return (peer, forwardedFor) => {
    let client = readAddress(peer ?? "");
    if (client === null) return "";
    for (const entry of (forwardedFor ?? "").split(",").reverse()) {
      if (!isTrusted(client)) break;
      const named = readAddress(entry.trim());
      // A proxy that names no address leaves its own as the nearest one that is known.
      if (named === null) break;
      client = named;
    }
    return client;
  };
};

export type ClientAddress = (peer: string | undefined, forwardedFor: string | undefined) => string;

/** An address without port, zone and IPv4-in-IPv6 notation; null if `text` is none. Some proxies add the port. */
const readAddress = (text: string): string | null => {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const address = (bare.split("%")[0] ?? "").replace(/^::ffff:(?=[\d.]+$)/i, "");
  return isIP(address) === 0 ? null : address;
};

const familyOf = (address: string): "ipv4" | "ipv6" => (isIP(address) === 4 ? "ipv4" : "ipv6");
