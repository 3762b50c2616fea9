import * as cloudFront from "@aws-sdk/client-cloudfront";
import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { buildEdgeFunction } from "../../edge/build.ts";
import { emptyRoutingTable, type EdgeKind } from "../../edge/edge-code.ts";
import type { Cdn, Etag } from "../../release/cdn/cdn.ts";
import { functionComment, openCloudFrontCdn, type Distributions } from "../../release/cdn/cloudfront/cloudfront-cdn.ts";
import { createClient } from "../../release/cdn/cloudfront/create-client.ts";
import { deploy } from "../../release/promotion/deploy.ts";
import { FakeCdn, type FakeCdnOptions } from "../../release/cdn/fake-cdn.ts";
import { promote } from "../../release/promotion/promote.ts";
import { rollback } from "../../release/promotion/rollback.ts";
import { readStatus } from "../../release/promotion/status.ts";
import { edgeLogic, liveNow, deployerOn, smallRelease } from "../../release/promotion/release-world.ts";
import { openS3 } from "../../store/adapters/s3/open-s3.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import { FakeClock } from "../harness/fake-clock.ts";
import { systemClock, systemRandom } from "../harness/machine.ts";
import { seededRandom } from "../harness/seeded-random.ts";
import { bucketName, freshPrefix, makeBucket, s3Engines } from "./bucket.ts";

// The control plane of ministack 1.5.33 through the real SDK. It differs from AWS:
// - It runs no function: no TestFunction, and no distribution serves a page. Our own fake provides both here.
// - A published function is everywhere immediately, and invalidations complete immediately.
// - UpdateFunction responds with `ETag`, AWS with `ETtag`.
// - UpdateFunction keeps LIVE, as AWS does. Earlier versions of ministack cleared it.
// - It accepts functions of more than 10 KB.
const engine = s3Engines().find(({ name }) => name === "ministack");
const kinds: EdgeKind[] = ["site", "staging", "dashboard"];
const all = { release: null, only: null, dryRun: false, manual: true };

if (engine === undefined || "missing" in engine) {
  test.skip(`CloudFront on ministack: ${engine?.missing ?? "not an engine"}`);
} else {
  describe("CloudFront's control plane on ministack", () => {
    const client = createClient(cloudFront, { endpoint: engine.endpoint, credentials: engine.credentials });
    afterAll(() => client.destroy());

    /** An account after `infra apply`: three published functions, each on its distribution. */
    const makePlaces = async (): Promise<Distributions> => {
      const name = randomBytes(4).toString("hex");
      const distributions: Partial<Distributions> = {};
      for (const kind of kinds) {
        const created = await client.send(
          new cloudFront.CreateFunctionCommand({
            Name: `${name}-${kind}`,
            FunctionConfig: { Comment: functionComment, Runtime: "cloudfront-js-2.0" },
            FunctionCode: new TextEncoder().encode(await buildEdgeFunction({ table: emptyRoutingTable(kind) })),
          }),
        );
        await client.send(new cloudFront.PublishFunctionCommand({ Name: `${name}-${kind}`, IfMatch: created.ETag }));
        const { Distribution } = await client.send(
          new cloudFront.CreateDistributionCommand({ DistributionConfig: distributionOf(`${name}-${kind}`) }),
        );
        distributions[kind] = {
          id: Distribution?.Id ?? "",
          url: `https://${kind}.example`,
          function: `${name}-${kind}`,
        };
      }
      return distributions as Distributions;
    };

    /** A fake, which sees every publish, answers what ministack does not have. */
    const openCdn = async (origin: FakeCdnOptions["origin"]): Promise<Cdn> => {
      const distributions = await makePlaces();
      const onWire = openCloudFrontCdn({
        sdk: cloudFront,
        client,
        distributions,
        name: "ministack",
        fetch: () => Promise.reject(new Error("ministack serves no page")),
        pollPolicy: { polls: 2, poll_ms: 1, timeout_ms: 1_000 },
      });
      const running = async (kind: EdgeKind, stage: "LIVE" | "DEVELOPMENT") => {
        const got = await onWire.getFunction(kind, stage);
        if (got.outcome !== "found") throw new Error(got.outcome);
        const fake = new FakeCdn({ clock: new FakeClock(), logic: await edgeLogic(), origin });
        const first = await fake.getFunction(kind, "DEVELOPMENT");
        if (first.outcome !== "found") throw new Error(first.outcome);
        const updated = await fake.updateFunction(kind, got.code, first.etag);
        if (updated.outcome !== "updated") throw new Error(updated.outcome);
        await fake.publishFunction(kind, updated.etag);
        return { fake, etag: updated.etag, onWireEtag: got.etag };
      };
      return {
        ...onWire,
        testFunction: async (kind, etag, event) => {
          const { fake, etag: there, onWireEtag } = await running(kind, "DEVELOPMENT");
          return onWireEtag === etag ? await fake.testFunction(kind, there, event) : { outcome: "conflict" };
        },
        fetchPage: async (kind, path) => await (await running(kind, "LIVE")).fake.fetchPage(kind, path),
      };
    };

    test("refuses an update or publish without an ETag, with a stale one or with LIVE's, and keeps LIVE", async () => {
      const cdn = await openCdn(() => null);
      const read = async (stage: "DEVELOPMENT" | "LIVE") => {
        const got = await cdn.getFunction("site", stage);
        if (got.outcome !== "found") throw new Error(got.outcome);
        return got;
      };
      const [before, live] = [await read("DEVELOPMENT"), await read("LIVE")];
      const updated = await cdn.updateFunction("site", `${before.code}// more\n`, before.etag);
      if (updated.outcome !== "updated") throw new Error(updated.outcome);
      expect((await read("DEVELOPMENT")).etag).toBe(updated.etag);
      expect((await read("LIVE")).code).toBe(live.code);
      for (const wrong of ["", before.etag, live.etag, "nonsense"] as Etag[]) {
        expect(await cdn.updateFunction("site", "x", wrong), wrong).toEqual({ outcome: "conflict" });
        expect(await cdn.publishFunction("site", wrong), wrong).toEqual({ outcome: "conflict" });
      }
      expect(await cdn.publishFunction("site", updated.etag)).toEqual({ outcome: "published" });
      expect((await read("LIVE")).code).toBe(`${before.code}// more\n`);
      expect(await cdn.isDeployed("site")).toEqual({ outcome: "answered", deployed: true });
    });

    test("accepts a repeated invalidation, and refuses its reference for other paths", async () => {
      const cdn = await openCdn(() => null);
      for (let time = 0; time < 2; time += 1)
        expect(await cdn.invalidate("site", "p1", ["/track/", "/sw.js"])).toEqual({ outcome: "created" });
      expect(await cdn.invalidate("site", "p1", ["/book/"])).toMatchObject({ outcome: "refused" });
    });

    test("explains why it refuses", async () => {
      const cdn = await openCdn(() => null);
      expect(await cdn.invalidate("site", "p1", ["/track/"])).toEqual({ outcome: "created" });
      expect(await cdn.invalidate("site", "p1", ["/other"])).toMatchObject({
        outcome: "refused",
        reason: expect.stringContaining("AWS refused: InvalidationBatchAlreadyExists"),
      });
    });

    test("deploys to the bucket, promotes and rolls back, as the published functions show", async () => {
      await makeBucket(engine);
      const prefix = freshPrefix();
      const { endpoint, credentials } = engine;
      const objects = await openS3(
        { bucket: bucketName, prefix, endpoint, region: null },
        { credentials, clock: systemClock, random: systemRandom },
      );
      // What CloudFront gets from the bucket: body and headers of the object.
      const cdn = await openCdn(async (key) => {
        const got = await objects.get(key);
        return got.outcome === "found" ? { body: new TextDecoder().decode(got.body), headers: got.headers } : null;
      });
      const deployer = deployerOn({
        objects,
        state: new MemoryObjectStore(() => 0),
        cdn,
        clock: new FakeClock(),
        random: seededRandom(1),
      });
      const ship = async (name: string) => {
        const release = await smallRelease(name);
        const { uploaded } = await deploy(deployer, release, { source: { commit: null, dirty: false }, manual: true });
        await promote(deployer, all);
        return { id: release.id, uploaded };
      };
      const [one, two] = [await ship("one"), await ship("two")];
      expect(one.uploaded.files).toBeGreaterThan(0);
      const again = await deploy(deployer, await smallRelease("two"), {
        source: { commit: null, dirty: false },
        manual: true,
      });
      expect(again.uploaded).toEqual({ files: 0, bytes: 0 });
      const everywhere = (id: string) => ({ book: id, track: id, dashboard: id });
      expect(await liveNow(deployer)).toEqual(everywhere(two.id));
      await rollback(deployer, { to: null, only: null, dryRun: false });
      expect(await liveNow(deployer)).toEqual(everywhere(one.id));
      expect((await readStatus(deployer)).differences).toEqual([]);
    });
  });
}

const distributionOf = (reference: string): cloudFront.DistributionConfig => ({
  CallerReference: reference,
  Comment: reference,
  Enabled: true,
  Origins: {
    Quantity: 1,
    Items: [{ Id: "bucket", DomainName: "tailboard.s3.amazonaws.com", S3OriginConfig: { OriginAccessIdentity: "" } }],
  },
  DefaultCacheBehavior: {
    TargetOriginId: "bucket",
    ViewerProtocolPolicy: "redirect-to-https",
    CachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  },
});
