import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ConfigError } from "./config.ts";
import { readInfraConfig } from "./infra-config.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tailboard-infra-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("names the command that writes a missing file", async () => {
  const file = join(folder, "tailboard.infra.json");
  await expect(readInfraConfig(file)).rejects.toThrow(`${file} does not exist yet. Run tailboard init to write it.`);
});

it.each([
  ["bytes that are not UTF-8", new Uint8Array([0xff, 0xfe, 0x00]), /is not UTF-8 text/],
  ["text that is not JSON", "{", /is not JSON/],
  ["an incomplete config", "{}", /./],
])("refuses %s", async (_name, content, message) => {
  const file = join(folder, "tailboard.infra.json");
  await writeFile(file, content);
  const read = readInfraConfig(file);
  await expect(read).rejects.toBeInstanceOf(ConfigError);
  await expect(read).rejects.toThrow(message);
});

it("passes on the error if a file cannot be read", async () => {
  await expect(readInfraConfig(folder)).rejects.toMatchObject({ code: "EISDIR" });
});
