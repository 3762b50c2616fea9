import ipaddr from "ipaddr.js";

/** Why an address may not be called. */
export type UnsafeReason =
  | "not_a_url"
  | "not_https"
  | "credentials"
  | "port"
  | "ip_literal"
  | "no_public_name"
  | "unknown_name"
  | "not_public";

export type Checked<Good> = { ok: true } & Good;
export type Refused = { ok: false; why: UnsafeReason };

export interface UrlRules {
  /** True lets loopback in, with http and any port. For tests on loopback only. */
  loopback: boolean;
  /** False refuses everything else, so that a shifted clock reaches no other machine. */
  public: boolean;
}

/** Resolves a name to all its addresses. Rejects if it has none. */
export type Resolve = (hostname: string) => Promise<string[]>;

/**
 * Checks a URL without the network. A server must not be made to call itself, its neighbors or the metadata of its cloud,
 * so only https to a public name on 443 or 8443 is allowed. The parser turns every spelling of an IP address into the usual
 * one, so the octal and the hexadecimal ones are literals too.
 */
export const checkUrl = (text: string, rules: UrlRules): Checked<{ url: URL }> | Refused => {
  const url = URL.parse(text);
  if (url === null) return refused("not_a_url");
  if (url.username !== "" || url.password !== "") return refused("credentials");
  if (isLoopbackName(url.hostname)) {
    if (!rules.loopback) return refused(isLiteral(url.hostname) ? "ip_literal" : "no_public_name");
    return url.protocol === "http:" || url.protocol === "https:" ? { ok: true, url } : refused("not_https");
  }
  if (url.protocol !== "https:") return refused("not_https");
  if (isLiteral(url.hostname)) return refused("ip_literal");
  if (!hasPublicName(url.hostname)) return refused("no_public_name");
  if (url.port !== "" && url.port !== "8443") return refused("port");
  return rules.public ? { ok: true, url } : refused("not_public");
};

/**
 * Resolves the name of a checked URL once, and returns the address to connect to. If one of several addresses is not
 * public, none is used: the name may be under another person's control, and the next answer may be the bad one.
 */
export const resolveSafely = async (
  url: URL,
  rules: UrlRules,
  resolve: Resolve,
): Promise<Checked<{ address: string }> | Refused> => {
  const hostname = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (isLoopbackName(url.hostname) && rules.loopback)
    return { ok: true, address: isLiteral(url.hostname) ? hostname : "127.0.0.1" };
  let addresses: string[];
  try {
    addresses = await resolve(hostname);
  } catch {
    return refused("unknown_name"); // the resolver's own error says no more
  }
  const [address] = addresses;
  if (address === undefined) return refused("unknown_name");
  return addresses.every(isPublic) ? { ok: true, address } : refused("not_public");
};

/** True for an address that any machine of the internet can have. */
export const isPublic = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== "unicast") return false;
  // The only block of IPv6 that is given out. It leaves out spellings of IPv4 addresses such as `::7f00:1`.
  return !(parsed instanceof ipaddr.IPv6) || parsed.match(ipaddr.IPv6.parse("2000::"), 3);
};

const refused = (why: UnsafeReason): Refused => ({ ok: false, why });

const isLiteral = (hostname: string): boolean =>
  hostname.startsWith("[") || ipaddr.IPv4.isValidFourPartDecimal(hostname);

const isLoopbackName = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";

/** False for names that only a local network knows, and for a name with a dot at its end, which skips such rules. */
const hasPublicName = (hostname: string): boolean =>
  hostname.includes(".") && !hostname.endsWith(".") && !localEndings.some((ending) => hostname.endsWith(ending));

const localEndings = [
  ".localhost",
  ".local",
  ".localdomain",
  ".internal",
  ".intranet",
  ".lan",
  ".home",
  ".home.arpa",
  ".corp",
  ".private",
  ".onion",
  ".in-addr.arpa",
  ".ip6.arpa",
];
