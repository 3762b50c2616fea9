import { beforeEach, describe, expect, it } from "vitest";
import type { ApiHost, Revision } from "./api-host.ts";
import { sha256Of } from "../artifacts/manifest.ts";

/** The suite that every API host passes. `zip` makes a valid archive, a different one for each name. */
export const apiHostCases = (
  name: string,
  { open, zip, skips = [] }: { open: () => Promise<ApiHost>; zip: (name: string) => Uint8Array; skips?: ApiHostSkip[] },
): void => {
  describe(name, () => {
    let api: ApiHost;
    beforeEach(async () => {
      api = await open();
    });

    const code = async () => {
      for (;;) {
        const got = await api.readCode();
        if (got.outcome !== "found") throw new Error(got.outcome);
        if (got.settled) return got;
      }
    };
    const stage = async (which: "live" | "preview") => {
      const got = await api.readStage(which);
      if (got.outcome !== "found") throw new Error(got.outcome);
      return got;
    };
    const publish = async (which: string) => {
      const { revision } = await code();
      expect(await api.uploadCode(zip(which), revision)).toEqual({ outcome: "uploaded" });
      await code();
      const result = await api.publishVersion(sha256Of(zip(which)));
      if (result.outcome !== "published") throw new Error(result.outcome);
      return result.version;
    };

    it("accepts code under its newest revision only, and returns its hash", async () => {
      const { revision } = await code();
      expect(await api.uploadCode(zip("one"), revision)).toEqual({ outcome: "uploaded" });
      expect(await api.uploadCode(zip("two"), revision)).toEqual({ outcome: "conflict" });
      const now = await code();
      expect(now.sha256).toBe(sha256Of(zip("one")));
      expect(now.revision).not.toBe(revision);
    });

    it("makes one version per code, and none of code that was replaced", async () => {
      const one = await publish("one");
      expect(await api.publishVersion(sha256Of(zip("one")))).toEqual({ outcome: "published", version: one });
      const two = await publish("two");
      expect(two).not.toBe(one);
      if (skips.includes("checks the code of a version")) return;
      expect(await api.publishVersion(sha256Of(zip("one")))).toEqual({ outcome: "conflict" });
    });

    it("lists versions and deletes one, but not one that a stage points at", async () => {
      const first = (await stage("live")).version;
      const one = await publish("one");
      const two = await publish("two");
      expect(await api.listVersions()).toEqual({ outcome: "listed", versions: [first, one, two] });
      expect(await api.removeVersion(one)).toEqual({ outcome: "removed" });
      expect(await api.listVersions()).toEqual({ outcome: "listed", versions: [first, two] });
      // A second deletion, or a retry after a lost response.
      expect(await api.removeVersion(one)).toEqual({ outcome: "removed" });
      // The function and its stages still exist, and no version number is reused.
      expect((await stage("live")).version).toBe(first);
      expect(Number(await publish("three"))).toBeGreaterThan(Number(two));
      expect(await api.removeVersion(first)).toEqual({ outcome: "named" });
      expect(await api.listVersions()).toMatchObject({ versions: expect.arrayContaining([first]) });
    });

    it("points a stage under its newest revision only, and the other stage stays", async () => {
      const version = await publish("one");
      const [live, preview] = [await stage("live"), await stage("preview")];
      const result = await api.pointStage("live", { version, note: "p1" }, live.revision);
      expect(result.outcome).toBe("pointed");
      const now = await stage("live");
      expect(now).toMatchObject({ version, note: "p1" });
      if (result.outcome === "pointed") expect(now.revision).toBe(result.revision);
      for (const old of [live.revision, preview.revision, "00000000-0000-0000-0000-000000000000" as Revision])
        expect(await api.pointStage("live", { version: live.version, note: "p2" }, old)).toEqual({
          outcome: "conflict",
        });
      expect(await stage("preview")).toEqual(preview);
    });

    it("changes the revision when it points at the same version again, so that earlier revisions are refused", async () => {
      const { version, revision } = await stage("live");
      const result = await api.pointStage("live", { version, note: "p1" }, revision);
      if (result.outcome !== "pointed") throw new Error(result.outcome);
      expect(result.revision).not.toBe(revision);
      expect(await api.pointStage("live", { version, note: "p2" }, revision)).toEqual({ outcome: "conflict" });
    });
  });
};

/** The cases that an emulator does not support. The fake passes all of them. */
export type ApiHostSkip = "checks the code of a version";
