import { freshId } from "../../domain/random.ts";
import { previewHash, previewLink } from "../../edge/preview-link.ts";
import { publishStaging } from "../promotion/deploy.ts";
import { parseLive } from "../cdn/live-code.ts";
import { readFunction } from "../cdn/live-pointer.ts";
import type { Deployer } from "../promotion/deployer.ts";
import { verify } from "../cdn/verify.ts";

export interface StagingAccess {
  /** Open: whoever reaches staging sees it, and no link is needed. */
  closed: boolean;
  /** Where staging can be looked at; null where nobody serves it right now. */
  link: string | null;
  /** Closed, and to be opened by another link than this one: a change of the link was stopped before staging knew. */
  another: boolean;
}

/** Who can look at staging, and by which link. */
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

/**
 * From now on a closed staging opens to this process's secret alone; pages, API and an open staging stay as they are.
 */
export const relockStaging = async (deployer: Deployer): Promise<StagingAccess> => {
  const { releaseLog, preview, random, progress } = deployer;
  const live = parseLive("staging", (await readFunction(deployer, "staging", "LIVE")).code);
  if (live.table.preview === undefined) return await readStagingAccess(deployer);
  const table = { ...live.table, preview: previewHash(preview.secret) };
  const promotion = freshId(random);
  progress("Changing the lock of staging");
  await publishStaging(deployer, { ...live, table, promotion });
  await releaseLog.change((releases) =>
    releases.staging === null ? releases : { ...releases, staging: { ...releases.staging, promotion } },
  );
  await verify(deployer, "staging", table);
  return await readStagingAccess(deployer);
};
