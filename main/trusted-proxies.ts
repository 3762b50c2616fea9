import { isIP } from "node:net";
import type { ProxyRange } from "../edge/local/client-address.ts";
import { ConfigError } from "./config-error.ts";

/** Parses `TAILBOARD_TRUST_PROXY`. Throws `ConfigError`. */
export const readTrustedProxies = (text: string | undefined): ProxyRange[] =>
  text === undefined || text.trim() === "" ? [] : text.split(",").flatMap((entry) => readEntry(entry.trim()));

const readEntry = (entry: string): ProxyRange[] => {
  if (entry === "loopback") return loopback;
  const [address = "", digits, ...more] = entry.split("/");
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  const prefix = digits === undefined ? bits : Number(digits);
  const isRange = more.length === 0 && (digits === undefined || /^\d{1,3}$/.test(digits)) && prefix <= bits;
  if (bits === 0 || address.includes("%") || !isRange) {
    throw new ConfigError(
      `TAILBOARD_TRUST_PROXY has "${entry}". Write addresses or ranges, separated by commas, such as loopback, 10.0.0.5 or 10.0.0.0/8.`,
    );
  }
  if (prefix === 0) {
    throw new ConfigError(
      `TAILBOARD_TRUST_PROXY has "${entry}", which covers every machine, so customers could claim any address. Write only your proxies.`,
    );
  }
  // Sockets and proxies are compared as IPv4, so a range in IPv4-in-IPv6 notation would match nothing.
  if (/^::ffff:/i.test(address)) {
    throw new ConfigError(`TAILBOARD_TRUST_PROXY has "${entry}". Write it as an IPv4 address, such as 10.0.0.5.`);
  }
  return [{ address, prefix }];
};

const loopback: ProxyRange[] = [
  { address: "127.0.0.0", prefix: 8 },
  { address: "::1", prefix: 128 },
];
