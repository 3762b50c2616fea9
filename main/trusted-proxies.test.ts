import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

const proxiesOf = (text: string) => readConfig({ TAILBOARD_TRUST_PROXY: text }).proxies;

test("trusts no proxy by default", () => {
  expect(readConfig({}).proxies).toEqual([]);
  expect([proxiesOf(""), proxiesOf("  ")]).toEqual([[], []]);
});

test("reads addresses, ranges and loopback, separated by commas", () => {
  expect(proxiesOf("loopback, 10.0.0.5,10.1.0.0/16 ,2001:db8::/32,fd00::7")).toEqual([
    { address: "127.0.0.0", prefix: 8 },
    { address: "::1", prefix: 128 },
    { address: "10.0.0.5", prefix: 32 },
    { address: "10.1.0.0", prefix: 16 },
    { address: "2001:db8::", prefix: 32 },
    { address: "fd00::7", prefix: 128 },
  ]);
});

test.each([
  ["proxy.example.com", /has "proxy.example.com". Write addresses or ranges/],
  ["localhost", /such as loopback/],
  ["10.0.0.0/33", /has "10.0.0.0\/33"/],
  ["2001:db8::/129", /Write addresses or ranges/],
  ["10.0.0.0/", /Write addresses or ranges/],
  ["10.0.0.0/8/8", /Write addresses or ranges/],
  ["10.0.0.0/-8", /Write addresses or ranges/],
  ["10.0.0.0/0x8", /Write addresses or ranges/],
  ["10.0.0", /Write addresses or ranges/],
  ["010.0.0.1", /Write addresses or ranges/],
  ["10.0.0.1:80", /Write addresses or ranges/],
  ["fe80::1%eth0", /Write addresses or ranges/],
  ["loopback,,10.0.0.1", /has ""/],
  ["true", /has "true"/],
  ["0.0.0.0/0", /every machine/],
  ["::/0", /every machine/],
  ["::ffff:10.0.0.1", /Write it as an IPv4 address/],
])("refuses %s in one line", (text, line) => {
  expect(() => proxiesOf(text)).toThrow(ConfigError);
  expect(() => proxiesOf(`loopback,${text}`)).toThrow(line);
});
