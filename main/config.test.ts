import { describe, expect, test } from "vitest";
import { ConfigError, nameOf, packageRoot, readConfig } from "./config.ts";

describe("the store location", () => {
  test("is a folder by default, with the public files in a subfolder", () => {
    const { store, publicStore } = readConfig({});
    expect(store).toEqual({ kind: "sqlite", root: `${packageRoot}/data` });
    expect(publicStore).toEqual(store);
  });

  test("can be a bucket of AWS", () => {
    const { store, publicStore } = readConfig({
      TAILBOARD_STORE: "s3://crew.state?region=eu-central-1",
      TAILBOARD_PUBLIC: "s3://crew-site/live/",
    });
    expect(store).toEqual({ kind: "s3", bucket: "crew.state", prefix: "", endpoint: null, region: "eu-central-1" });
    expect(publicStore).toEqual({ kind: "s3", bucket: "crew-site", prefix: "live", endpoint: null, region: null });
  });

  test("can be a bucket of another provider", () => {
    const { store } = readConfig({
      TAILBOARD_STORE: "s3://crew/a/b?endpoint=https://account.example.com:9000&region=auto",
      TAILBOARD_PUBLIC: "s3://crew/public?endpoint=https://account.example.com:9000",
    });
    expect(store).toEqual({
      kind: "s3",
      bucket: "crew",
      prefix: "a/b",
      endpoint: "https://account.example.com:9000",
      region: "auto",
    });
  });

  test("can be a table of AWS or of a local engine, with another store for the public files", () => {
    const publicStore = { TAILBOARD_PUBLIC: "s3://crew-site" };
    const { store } = readConfig({ TAILBOARD_STORE: "dynamodb://Crew_jobs?region=eu-central-1", ...publicStore });
    expect(store).toEqual({ kind: "dynamodb", table: "Crew_jobs", prefix: "", endpoint: null, region: "eu-central-1" });
    const local = readConfig({
      TAILBOARD_STORE: "dynamodb://crew/one?endpoint=http://127.0.0.1:8000",
      TAILBOARD_PUBLIC: "sqlite:./data/public",
    });
    expect(local.store).toEqual({
      kind: "dynamodb",
      table: "crew",
      prefix: "one",
      endpoint: "http://127.0.0.1:8000",
      region: null,
    });
    expect(local.publicStore).toEqual({ kind: "sqlite", root: `${packageRoot}/data/public` });
  });

  test("is printed without endpoint and region", () => {
    const publicStore = { TAILBOARD_PUBLIC: "s3://crew-site" };
    const named = (store: string) => nameOf(readConfig({ TAILBOARD_STORE: store, ...publicStore }).store);
    expect(named("dynamodb://crew?region=eu-central-1")).toBe("dynamodb://crew");
    expect(named("s3://crew/a?endpoint=https://example.com")).toBe("s3://crew/a");
    expect(named("sqlite:/srv/data")).toBe("/srv/data");
    expect(named("memory:")).toBeNull();
  });

  test("has daily snapshots beside an embedded database, elsewhere, or none", () => {
    expect(readConfig({}).snapshots).toBe(`${packageRoot}/data/backups`);
    expect(readConfig({ TAILBOARD_SNAPSHOTS: "/mnt/copies" }).snapshots).toBe("/mnt/copies");
    expect(readConfig({ TAILBOARD_SNAPSHOTS: "off" }).snapshots).toBeNull();
    expect(readConfig({ TAILBOARD_STORE: "memory:", TAILBOARD_SNAPSHOTS: "/mnt/copies" }).snapshots).toBeNull();
  });

  test("of an earlier version is refused with the commands that move it", () => {
    const old = () => readConfig({ TAILBOARD_STORE: "directory:/srv/data" });
    expect(old).toThrow(ConfigError);
    expect(old).toThrow('TAILBOARD_STORE="sqlite:/srv/data" npx tailboard restore old-store.backup');
  });

  const refused: [string, Record<string, string>, RegExp][] = [
    ["another scheme", { TAILBOARD_STORE: "redis://x" }, /TAILBOARD_STORE is "redis/],
    ["no bucket", { TAILBOARD_STORE: "s3:///prefix" }, /has no bucket/],
    ["no URL", { TAILBOARD_STORE: "s3:bucket" }, /begins with s3:\/\//],
    ["odd prefixes", { TAILBOARD_STORE: "s3://crew/a//b" }, /prefix/],
    ["odd endpoints", { TAILBOARD_STORE: "s3://crew?endpoint=localhost:9000" }, /endpoint is not an http/],
    ["misspelt settings", { TAILBOARD_STORE: "s3://crew?regoin=auto" }, /unknown part, "regoin"/],
    ["no public store", { TAILBOARD_STORE: "s3://crew" }, /TAILBOARD_PUBLIC is not set/],
    ["no table", { TAILBOARD_STORE: "dynamodb:///crew" }, /has no table/],
    ["a misspelt table", { TAILBOARD_STORE: "dynamodb:crew" }, /begins with dynamodb:\/\//],
    ["no public store for a table", { TAILBOARD_STORE: "dynamodb://crew" }, /TAILBOARD_PUBLIC is not set/],
    ["a table for the public", { TAILBOARD_STORE: "s3://crew", TAILBOARD_PUBLIC: "dynamodb://crew" }, /is a table/],
    [
      "a public store around the private one",
      { TAILBOARD_STORE: "s3://crew/a/b", TAILBOARD_PUBLIC: "s3://crew/a" },
      /which is private/,
    ],
    ["the same bucket for both", { TAILBOARD_STORE: "s3://crew", TAILBOARD_PUBLIC: "s3://crew" }, /which is private/],
  ];
  test.each(refused)("is refused in one line: %s", (_, env, line) => {
    expect(() => readConfig(env)).toThrow(ConfigError);
    expect(() => readConfig(env)).toThrow(line);
  });

  test.each([
    ["s3://id:hunter2@crew", /it contains keys/],
    ["s3://crew?endpoint=http://id:hunter2@127.0.0.1:9000", /it contains keys/],
    ["https://id:hunter2@storage.example.com/crew", /TAILBOARD_STORE is not a store/],
  ])("the error does not repeat a key in %s", (store, line) => {
    expect(() => readConfig({ TAILBOARD_STORE: store })).toThrow(line);
    expect(() => readConfig({ TAILBOARD_STORE: store })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("hunter2") }),
    );
  });
});

describe("the public addresses", () => {
  test("an empty variable counts as unset, and brackets around an IPv6 address are optional", () => {
    expect(readConfig({ TAILBOARD_HOST: "", TAILBOARD_STAGING_URL: "" })).toMatchObject({
      host: null,
      stagingUrl: null,
    });
    expect(readConfig({ TAILBOARD_HOST: "[fd00::1]" }).host).toBe("fd00::1");
  });

  test("are three origins", () => {
    const env = {
      TAILBOARD_SITE_URL: "https://book.example.com/",
      TAILBOARD_STAGING_URL: "https://staging.example.com",
      TAILBOARD_DASHBOARD_URL: "http://192.168.1.20:4102",
    };
    expect(readConfig(env)).toMatchObject({
      siteUrl: "https://book.example.com",
      stagingUrl: "https://staging.example.com",
      dashboardUrl: "http://192.168.1.20:4102",
    });
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      "a path",
      { TAILBOARD_STAGING_URL: "https://book.example.com/staging" },
      /TAILBOARD_STAGING_URL is .* Write an origin/,
    ],
    ["no URL", { TAILBOARD_STAGING_URL: "staging.example.com" }, /Write an origin/],
    ["a host with a port", { TAILBOARD_HOST: "192.168.1.20:4100" }, /TAILBOARD_HOST is .* without a port/],
    ["a host that is a URL", { TAILBOARD_HOST: "http://192.168.1.20" }, /TAILBOARD_HOST is/],
    ["a moved clock on a network", { TAILBOARD_HOST: "0.0.0.0", TAILBOARD_CLOCK: "+60" }, /are for tests on loopback/],
    ["test settings on a network", { TAILBOARD_HOST: "0.0.0.0", TAILBOARD_LIMITS: "off" }, /are for tests on loopback/],
  ])("are refused in one line: %s", (_, env, line) => {
    expect(() => readConfig(env)).toThrow(ConfigError);
    expect(() => readConfig(env)).toThrow(line);
  });
});
