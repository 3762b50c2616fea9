import type { Clock } from "../domain/clock.ts";
import { buildEdgeFunction } from "../edge/build.ts";
import { emptyRoutingTable } from "../edge/edge-code.ts";
import { previewHeader } from "../edge/preview-link.ts";
import { openReleaseLog } from "../release/promotion/release-log.ts";
import { openLocalCdn, type LocalCdn, type LocalCdnOptions } from "../release/cdn/local/local-cdn.ts";
import type { PreviewGate, Deployer } from "../release/promotion/deployer.ts";
import type { ProcessContext } from "../store/jobs/log/open-log.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { systemRandom } from "./ambient.ts";
import type { Deployment } from "./deployment.ts";

export interface DeployerOptions {
  stores: { process: ProcessContext; publicObjects: ObjectStore };
  /** Whether a deploy closes staging, opens it or leaves it. Without this, staging is open. */
  preview?: PreviewGate;
  clock: Clock;
  who: string;
  progress: (line: string) => void;
  fetch?: LocalCdnOptions["fetch"];
  pollPolicy?: LocalCdnOptions["pollPolicy"];
}

/** The edge of this machine and the release log of these stores. */
export const openDeployer = (options: DeployerOptions): Deployer & { cdn: LocalCdn } => {
  const { stores, preview = open, pollPolicy } = options;
  const { fetch = askHttp(preview.secret) } = options;
  const cdn = openLocalCdn({
    objects: stores.publicObjects,
    random: systemRandom,
    fetch,
    previewSecret: preview.secret,
    initial: (kind) => buildEdgeFunction({ table: emptyRoutingTable(kind) }),
    ...(pollPolicy === undefined ? {} : { pollPolicy }),
  });
  return { ...partsOf(options), cdn, api: null };
};

/** CloudFront and Lambda as `infra apply` made them, and the release log of these stores. */
export const openCloudDeployer = async (
  options: DeployerOptions,
  { name, region, cdn, api }: Deployment,
): Promise<Deployer> => {
  // Imported on demand, because the SDK takes longer to load than everything else.
  const [{ loadSdk }, { createClient }, { openCloudFrontCdn }, { openLambdaApiHost }, { mirroredApiHost }] =
    await Promise.all([
      import("../release/aws/sdk.ts"),
      import("../release/cdn/cloudfront/create-client.ts"),
      import("../release/cdn/cloudfront/cloudfront-cdn.ts"),
      import("../release/api/lambda/lambda-api-host.ts"),
      import("../release/api/lambda/mirrored-api-host.ts"),
    ]);
  const { preview = open } = options;
  const sdk = await loadSdk();
  const requestHandler = { connectionTimeout: 5_000, requestTimeout: 30_000 };
  const client = new sdk.lambda.LambdaClient({ region, requestHandler, maxAttempts: 1 });
  const { preview_function, aliases } = api;
  const lambdaOf = (name: string) => openLambdaApiHost({ sdk: sdk.lambda, client, function: name, aliases });
  const live = lambdaOf(api.function);
  return {
    ...partsOf(options),
    cdn: openCloudFrontCdn({
      sdk: sdk.cloudFront,
      client: createClient(sdk.cloudFront, { requestHandler }),
      distributions: cdn,
      name: `the account (${name})`,
      // A stranger sees nothing of staging, and the cookie has no other use.
      fetch: (url, kind) => get(url, kind === "staging" ? previewHeader(preview.secret) : {}),
    }),
    api: preview_function === undefined ? live : mirroredApiHost(live, lambdaOf(preview_function)),
  };
};

const open: PreviewGate = { secret: "", closed: null };

const partsOf = ({ stores, preview = open, clock, who, progress }: DeployerOptions): Omit<Deployer, "cdn" | "api"> => ({
  releaseLog: openReleaseLog(stores.process),
  objects: stores.publicObjects,
  preview,
  clock,
  random: systemRandom,
  who,
  progress,
});

const get = async (url: string, headers: Record<string, string>) => {
  const response = await fetch(url, { redirect: "manual", headers, signal: AbortSignal.timeout(5_000) });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
};

/** Asks a server. Null if no server listens at this address. */
const askHttp =
  (secret: string): LocalCdnOptions["fetch"] =>
  async (url) => {
    try {
      return await get(url, previewHeader(secret));
    } catch (error) {
      const cause: unknown = error instanceof Error ? error.cause : null;
      if (cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED") return null;
      return { status: 0, headers: {}, body: String(error) };
    }
  };
