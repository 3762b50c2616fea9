import { describe, expect, test } from "vitest";
import { ConfigError, nameOf, packageRoot, readConfig } from "./config.ts";

describe("where state lies", () => {
  test("by default in a folder, with what the public may read beside it", () => {
    const { store, publicStore } = readConfig({});
    expect(store).toEqual({ kind: "directory", root: `${packageRoot}/data` });
    expect(publicStore).toEqual({ kind: "directory", root: `${packageRoot}/data/public` });
  });

  test("in a bucket of AWS", () => {
    const { store, publicStore } = readConfig({
      TAILBOARD_STORE: "s3://crew.state?region=eu-central-1",
      TAILBOARD_PUBLIC: "s3://crew-site/live/",
    });
    expect(store).toEqual({ kind: "s3", bucket: "crew.state", prefix: "", endpoint: null, region: "eu-central-1" });
    expect(publicStore).toEqual({ kind: "s3", bucket: "crew-site", prefix: "live", endpoint: null, region: null });
  });

  test("in a bucket of another store", () => {
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

  test("in a table of AWS, and of an engine on this machine, with a bucket for what the public may read", () => {
    const publicStore = { TAILBOARD_PUBLIC: "s3://crew-site" };
    const { store } = readConfig({ TAILBOARD_STORE: "dynamodb://Crew_jobs?region=eu-central-1", ...publicStore });
    expect(store).toEqual({ kind: "dynamodb", table: "Crew_jobs", prefix: "", endpoint: null, region: "eu-central-1" });
    const local = readConfig({
      TAILBOARD_STORE: "dynamodb://crew/one?endpoint=http://127.0.0.1:8000",
      TAILBOARD_PUBLIC: "directory:./data/public",
    });
    expect(local.store).toEqual({
      kind: "dynamodb",
      table: "crew",
      prefix: "one",
      endpoint: "http://127.0.0.1:8000",
      region: null,
    });
    expect(local.publicStore).toEqual({ kind: "directory", root: `${packageRoot}/data/public` });
  });

  test("and is told to a person by its name", () => {
    const publicStore = { TAILBOARD_PUBLIC: "s3://crew-site" };
    const named = (store: string) => nameOf(readConfig({ TAILBOARD_STORE: store, ...publicStore }).store);
    expect(named("dynamodb://crew?region=eu-central-1")).toBe("dynamodb://crew");
    expect(named("s3://crew/a?endpoint=https://example.com")).toBe("s3://crew/a");
    expect(named("directory:/srv/data")).toBe("/srv/data");
    expect(named("memory:")).toBeNull();
  });

  const refused: [string, Record<string, string>, RegExp][] = [
    ["another scheme", { TAILBOARD_STORE: "redis://x" }, /TAILBOARD_STORE is "redis/],
    ["no bucket", { TAILBOARD_STORE: "s3:///prefix" }, /names no bucket/],
    ["no URL", { TAILBOARD_STORE: "s3:bucket" }, /no s3:\/\/ URL/],
    ["odd prefixes", { TAILBOARD_STORE: "s3://crew/a//b" }, /prefix/],
    ["odd endpoints", { TAILBOARD_STORE: "s3://crew?endpoint=localhost:9000" }, /endpoint is no http/],
    ["misspelt settings", { TAILBOARD_STORE: "s3://crew?regoin=auto" }, /says "regoin"/],
    ["no public store", { TAILBOARD_STORE: "s3://crew" }, /TAILBOARD_PUBLIC is not set/],
    ["no table", { TAILBOARD_STORE: "dynamodb:///crew" }, /names no table/],
    ["a misspelt table", { TAILBOARD_STORE: "dynamodb:crew" }, /no dynamodb:\/\/ URL/],
    ["no public store for a table", { TAILBOARD_STORE: "dynamodb://crew" }, /TAILBOARD_PUBLIC is not set/],
    ["a table for the public", { TAILBOARD_STORE: "s3://crew", TAILBOARD_PUBLIC: "dynamodb://crew" }, /is a table/],
    [
      "a public store around the private one",
      { TAILBOARD_STORE: "s3://crew/a/b", TAILBOARD_PUBLIC: "s3://crew/a" },
      /which is private/,
    ],
    ["the same bucket for both", { TAILBOARD_STORE: "s3://crew", TAILBOARD_PUBLIC: "s3://crew" }, /which is private/],
  ];
  test.each(refused)("%s is one clear line", (_, env, line) => {
    expect(() => readConfig(env)).toThrow(ConfigError);
    expect(() => readConfig(env)).toThrow(line);
  });

  test.each([
    ["s3://id:hunter2@crew", /keys do not belong in it/],
    ["s3://crew?endpoint=http://id:hunter2@127.0.0.1:9000", /keys do not belong in it/],
    ["https://id:hunter2@storage.example.com/crew", /TAILBOARD_STORE is no store/],
  ])("a key written into %s is not repeated in the refusal", (store, line) => {
    expect(() => readConfig({ TAILBOARD_STORE: store })).toThrow(line);
    expect(() => readConfig({ TAILBOARD_STORE: store })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("hunter2") }),
    );
  });
});
