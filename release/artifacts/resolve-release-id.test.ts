import { expect, it } from "vitest";
import { resolveReleaseId } from "./resolve-release-id.ts";
import type { ReleaseEntry } from "../promotion/releases.ts";

const entry = (id: string, more: Partial<ReleaseEntry> = {}): ReleaseEntry => ({
  id,
  commit: null,
  dirty: false,
  deployed_at: "2026-01-01T00:00:00.000Z",
  deployed_by: "ann",
  bytes: 1,
  ...more,
});

it("skips releases that are being deleted, and prefers a whole id to a longer one", () => {
  const releases = [entry("88f6aa", { leaving: true }), entry("88f6bb"), entry("71"), entry("71aa")];
  expect(resolveReleaseId({ releases }, "88f6")).toBe("88f6bb");
  expect(resolveReleaseId({ releases }, "71")).toBe("71");
  expect(resolveReleaseId({ releases }, "")).toBe("");
  expect(() => resolveReleaseId({ releases }, "7")).toThrow("Several releases start with 7.");
});
