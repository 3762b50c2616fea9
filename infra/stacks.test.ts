import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parseInfraConfig } from "../main/infra-config.ts";
import { stacks } from "./stacks.ts";
import { plain } from "./test-templates.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tailboard-stacks-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("protects only the stack with the business's data from deletion", () => {
  const { firewall, main, watch } = stacks(parseInfraConfig({ ...plain, firewall: true }, "the test"), folder);
  expect([firewall, main, watch].map((stack) => stack?.terminationProtection)).toEqual([false, true, false]);
  expect([firewall, main, watch].map((stack) => stack?.region)).toEqual(["us-east-1", plain.region, "us-east-1"]);
});

it("has no firewall stack without a firewall", () => {
  expect(stacks(parseInfraConfig({ ...plain, firewall: false }, "the test"), folder).firewall).toBeNull();
});
