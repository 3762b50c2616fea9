import { freshId } from "../../domain/random.ts";
import { previewHash, previewLink } from "../../edge/preview-link.ts";
import { publishStaging } from "../promotion/point-staging.ts";
import { parseLive } from "../cdn/live-code.ts";
import { readFunction } from "../cdn/live-pointer.ts";
import type { Deployer } from "../promotion/deployer.ts";
import { verify } from "../cdn/verify.ts";

export interface StagingAccess {
  /** False if staging is open to all viewers without a link. */
  closed: boolean;
  /** Staging's URL, with the secret if it is closed. Null if no server is running. */
  link: string | null;
  /** True if staging accepts another link than this one, because a change of the link stopped before it reached staging. */
  another: boolean;
}

/** Returns whether staging is closed, and its link. */
export const readStagingAccess = async (deployer: Deployer): Promise<StagingAccess> => {
  const { cdn, preview } = deployer;
  const { table } = parseLive("staging", (await readFunction(deployer, "staging", "LIVE")).code);
  const closed = table.preview !== undefined;
  const url = await cdn.urlOf("staging");
  return {
    closed,
    link: url !== null && closed ? previewLink(url, preview.secret) : url,
    another: closed && table.preview !== previewHash(preview.secret),
  };
};

/** Makes a closed staging accept only this deployer's secret. Pages and API do not change. An open staging stays open. */
export const relockStaging = async (deployer: Deployer): Promise<StagingAccess> => {
  const { releaseLog, preview, random, progress } = deployer;
  const live = parseLive("staging", (await readFunction(deployer, "staging", "LIVE")).code);
  if (live.table.preview === undefined) return await readStagingAccess(deployer);
  const table = { ...live.table, preview: previewHash(preview.secret) };
  const promotion = freshId(random);
  progress("Changing staging's preview link");
  await publishStaging(deployer, { ...live, table, promotion });
  await releaseLog.change((releases) =>
    releases.staging === null ? releases : { ...releases, staging: { ...releases.staging, promotion } },
  );
  await verify(deployer, "staging", table);
  return await readStagingAccess(deployer);
};
