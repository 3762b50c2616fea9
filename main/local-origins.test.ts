import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";
import { assertDistinct, localOrigins, usualPorts } from "./local-origins.ts";
import { isLoopbackUrl } from "./loopback.ts";
import { networkOf } from "./network.ts";

const network = { name: "shop", addresses: ["192.168.1.20", "fd00::20"] };
const originsOf = (env: Record<string, string>) => {
  const config = readConfig(env);
  return localOrigins(config, usualPorts(config), network);
};

describe("on loopback", () => {
  test("there are three local URLs, each with every local name of its own port", () => {
    const { site, staging, dashboard } = originsOf({});
    expect([site.url, staging.url, dashboard.url]).toEqual([
      "http://localhost:4100",
      "http://localhost:4101",
      "http://localhost:4102",
    ]);
    expect(site.hosts).toEqual(["localhost:4100", "127.0.0.1:4100", "[::1]:4100"]);
    expect(staging.hosts).toEqual(["localhost:4101", "127.0.0.1:4101", "[::1]:4101"]);
  });

  test("the default ports replace ports that only the server knows", () => {
    expect(usualPorts({ port: 0 })).toEqual({ site: 4100, staging: 4101, dashboard: 4102 });
    expect(usualPorts({ port: 8000 })).toEqual({ site: 8000, staging: 8001, dashboard: 8002 });
  });

  test("another loopback address is used as it is, because localhost does not lead there", () => {
    expect(originsOf({ TAILBOARD_HOST: "127.0.0.5" }).site.url).toBe("http://127.0.0.5:4100");
    expect(originsOf({ TAILBOARD_HOST: "127.0.0.1" }).site.url).toBe("http://localhost:4100");
  });

  test("port 80 is accepted with and without the port", () => {
    const { site } = originsOf({ PORT: "80" });
    expect(site.url).toBe("http://localhost");
    expect(site.hosts).toEqual(expect.arrayContaining(["localhost", "localhost:80"]));
  });
});

describe("on a network", () => {
  test.each(["0.0.0.0", "::", "[::]"])("links for %s use an address that other machines can reach", (host) => {
    const { site, staging, dashboard } = originsOf({ TAILBOARD_HOST: host });
    expect([site.url, staging.url, dashboard.url]).toEqual([
      "http://192.168.1.20:4100",
      "http://192.168.1.20:4101",
      "http://192.168.1.20:4102",
    ]);
    expect(site.localUrl).toBe("http://localhost:4100");
    expect(site.hosts).toEqual([
      "localhost:4100",
      "127.0.0.1:4100",
      "[::1]:4100",
      "192.168.1.20:4100",
      "[fd00::20]:4100",
      "shop:4100",
      "shop.local:4100",
    ]);
  });

  test("links stay local without an address beyond loopback", () => {
    const config = readConfig({ TAILBOARD_HOST: "0.0.0.0" });
    const { site } = localOrigins(config, usualPorts(config), { name: "shop", addresses: [] });
    expect(site.url).toBe("http://localhost:4100");
  });

  test("links and local programs use the one address", () => {
    const { site } = originsOf({ TAILBOARD_HOST: "192.168.1.30" });
    expect([site.url, site.localUrl]).toEqual(["http://192.168.1.30:4100", "http://192.168.1.30:4100"]);
    expect(site.hosts).toContain("192.168.1.30:4100");
    expect(site.hosts).not.toContain("192.168.1.20:4100");
    expect(originsOf({ TAILBOARD_HOST: "fd00::30" }).site.url).toBe("http://[fd00::30]:4100");
  });
});

describe("behind public names", () => {
  const env = {
    TAILBOARD_SITE_URL: "https://book.example.com",
    TAILBOARD_STAGING_URL: "https://staging.example.com",
    TAILBOARD_DASHBOARD_URL: "https://office.example.com:8443",
  };

  test("links use the public names, and local programs bypass the proxy", () => {
    const { site, staging, dashboard } = originsOf(env);
    expect([site.url, staging.url, dashboard.url]).toEqual(Object.values(env));
    expect(site.localUrl).toBe("http://localhost:4100");
  });

  test("each origin answers only to its own name", () => {
    const { site, staging, dashboard } = originsOf(env);
    expect(site.hosts.filter((host) => host.includes("example"))).toEqual(["book.example.com", "book.example.com:443"]);
    expect(staging.hosts.filter((host) => host.includes("example"))).toEqual([
      "staging.example.com",
      "staging.example.com:443",
    ]);
    expect(dashboard.hosts.filter((host) => host.includes("example"))).toEqual(["office.example.com:8443"]);
  });
});

const origin = "https://haul.example.com";
test.each<[Record<string, string>, RegExp]>([
  [
    { TAILBOARD_SITE_URL: origin, TAILBOARD_STAGING_URL: `${origin}/` },
    /SITE_URL and TAILBOARD_STAGING_URL are both https/,
  ],
  [{ TAILBOARD_SITE_URL: origin, TAILBOARD_DASHBOARD_URL: origin }, /SITE_URL and TAILBOARD_DASHBOARD_URL are both/],
  [
    { TAILBOARD_STAGING_URL: origin, TAILBOARD_DASHBOARD_URL: origin },
    /STAGING_URL and TAILBOARD_DASHBOARD_URL are both/,
  ],
  [{ TAILBOARD_SITE_URL: "http://localhost:4102" }, /SITE_URL and TAILBOARD_DASHBOARD_URL are both/],
])("the same origin for two purposes is refused: %o", (env, line) => {
  expect(() => assertDistinct(originsOf(env))).toThrow(ConfigError);
  expect(() => assertDistinct(originsOf(env))).toThrow(line);
});

test.each([
  ["http://localhost:4100", true],
  ["http://127.0.0.1:4100", true],
  ["http://127.9.9.9", true],
  ["http://[::1]:4100", true],
  ["http://site.localhost", true],
  ["https://book.example.com", false],
  ["http://192.168.1.20:4100", false],
  ["http://127.example.com", false],
  ["http://localhost.example.com", false],
  ["http://[::2]", false],
])("whether only this machine reaches %s: %s", (url, loopback) => {
  expect(isLoopbackUrl(url)).toBe(loopback);
});

test("lists IPv4 addresses first and container bridges last, without loopback and link-local ones", () => {
  const info = (address: string, internal = false) => ({
    address,
    internal,
    family: address.includes(":") ? ("IPv6" as const) : ("IPv4" as const),
  });
  expect(
    networkOf("Shop", {
      lo: [info("127.0.0.1", true), info("::1", true)],
      docker0: [info("172.17.0.1")],
      eth0: [info("fe80::1"), info("fd00::20"), info("192.168.1.20")],
      wlan0: [info("169.254.3.4")],
    }),
  ).toEqual({ name: "shop", addresses: ["192.168.1.20", "fd00::20", "172.17.0.1"] });
});
