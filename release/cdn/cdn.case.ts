import { beforeEach, describe, expect, it } from "vitest";
import { parseEdgeCode, printEdgeCode } from "../../edge/edge-code.ts";
import type { EdgeEvent } from "../../edge/event.ts";
import type { ObjectHeaders } from "../../store/port/object-store.ts";
import type { Cdn, Etag } from "./cdn.ts";

/** Puts an object into the public store, with or without headers. */
export type PutObject = (key: string, body: string, headers?: ObjectHeaders) => Promise<void>;

/** The suite that every CDN passes. `put` stores a page for the distributions. */
export const cdnCases = (name: string, open: () => Promise<{ cdn: Cdn; put: PutObject }>): void => {
  describe(name, () => {
    let cdn: Cdn;
    let put: PutObject;
    beforeEach(async () => {
      ({ cdn, put } = await open());
    });

    const read = async (stage: "DEVELOPMENT" | "LIVE") => {
      const got = await cdn.getFunction("site", stage);
      if (got.outcome !== "found") throw new Error(got.outcome);
      return got;
    };
    const coded = async (promotion: string, track?: string) => {
      const { table, logic } = parseEdgeCode((await read("LIVE")).code);
      return printEdgeCode({
        promotion,
        logic,
        table: { ...table, pages: track === undefined ? table.pages : { track } },
      });
    };
    const update = async (code: string, etag: Etag) => {
      const result = await cdn.updateFunction("site", code, etag);
      if (result.outcome !== "updated") throw new Error(result.outcome);
      return result.etag;
    };

    it("updates only DEVELOPMENT, and only under its newest ETag", async () => {
      const { etag, code: before } = await read("DEVELOPMENT");
      const code = await coded("p1");
      const next = await update(code, etag);
      expect(await read("DEVELOPMENT")).toMatchObject({ code, etag: next });
      expect((await read("LIVE")).code).toBe(before);
      for (const old of [etag, "", (await read("LIVE")).etag])
        expect(await cdn.updateFunction("site", code, old as Etag)).toEqual({ outcome: "conflict" });
    });

    it("changes the ETag for the same bytes, so that earlier ETags are refused", async () => {
      const first = await update(await coded("p1"), (await read("DEVELOPMENT")).etag);
      const second = await update(await coded("p1"), first);
      expect(second).not.toBe(first);
      expect(await cdn.publishFunction("site", first)).toEqual({ outcome: "conflict" });
    });

    it("publishes DEVELOPMENT under its own ETag, any number of times", async () => {
      const code = await coded("p1");
      const etag = await update(code, (await read("DEVELOPMENT")).etag);
      for (const other of [(await read("LIVE")).etag, ""])
        expect(await cdn.publishFunction("site", other as Etag)).toEqual({ outcome: "conflict" });
      expect(await cdn.publishFunction("site", etag)).toEqual({ outcome: "published" });
      expect(await cdn.publishFunction("site", etag)).toEqual({ outcome: "published" });
      expect((await read("LIVE")).code).toBe(code);
      expect((await read("DEVELOPMENT")).etag).toBe(etag);
      expect(await cdn.isDeployed("site")).toEqual({ outcome: "answered", deployed: true });
      const other = await cdn.getFunction("dashboard", "LIVE");
      expect(other.outcome === "found" && parseEdgeCode(other.code).promotion).toBe(null);
    });

    it("tests DEVELOPMENT, not LIVE", async () => {
      const event: EdgeEvent = {
        version: "1.0",
        context: { eventType: "viewer-request" },
        viewer: { ip: "192.0.2.1" },
        request: { method: "GET", uri: "/track/x", querystring: {}, headers: {}, cookies: {} },
      };
      const etag = await update(await coded("p1", "/releases/r1/track.html"), (await read("DEVELOPMENT")).etag);
      expect(await cdn.testFunction("site", etag, event)).toMatchObject({
        outcome: "ran",
        result: { uri: "/releases/r1/track.html" },
      });
      expect(await cdn.testFunction("site", "old" as Etag, event)).toEqual({ outcome: "conflict" });
    });

    it("serves the live page under the path that the function returns", async () => {
      // Headers that this key does not have by default.
      const stored = { contentType: "text/html; charset=latin1", cacheControl: "public, max-age=7" };
      await put("releases/r1/track.html", "<p>one", stored);
      expect(await cdn.fetchPage("site", "/track/")).toMatchObject({ outcome: "answered", status: expect.any(Number) });
      const etag = await update(await coded("p1", "/releases/r1/track.html"), (await read("DEVELOPMENT")).etag);
      await cdn.publishFunction("site", etag);
      expect(await cdn.fetchPage("site", "/track/x")).toMatchObject({
        outcome: "answered",
        status: 200,
        headers: {
          "x-content-type-options": "nosniff",
          "content-type": stored.contentType,
          "cache-control": stored.cacheControl,
        },
        body: "<p>one",
      });
      expect(await cdn.fetchPage("site", "/nothing.js")).toMatchObject({ outcome: "answered", status: 404 });
    });

    it("accepts a repeated invalidation, but not its reference for other paths", async () => {
      for (let time = 0; time < 2; time += 1)
        expect(await cdn.invalidate("site", "p1", ["/track/", "/sw.js"])).toEqual({ outcome: "created" });
      expect(await cdn.invalidate("site", "p1", ["/book/"])).toMatchObject({ outcome: "refused" });
      expect(await cdn.invalidate("dashboard", "p1", ["/"])).toEqual({ outcome: "created" });
      expect(await cdn.invalidate("site", "p2", ["/book/"])).toEqual({ outcome: "created" });
    });
  });
};
