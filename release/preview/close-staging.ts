import { freshId } from "../../domain/random.ts";
import { previewHash, previewLink } from "../../edge/preview-link.ts";
import { publishStaging } from "../deploy.ts";
import { parseLive } from "../plan.ts";
import { readFunction } from "../pointer.ts";
import type { Shipping } from "../shipping.ts";
import { verify } from "../verify.ts";

export interface Door {
  /** Open: whoever reaches staging sees it, and no link is needed. */
  closed: boolean;
  /** Where staging can be looked at; null where nobody serves it right now. */
  link: string | null;
  /** Closed, and to be opened by another link than this one: a change of the link was stopped before staging knew. */
  another: boolean;
}

/** Who can look at staging, and by which link. */
export const readDoor = async (shipping: Shipping): Promise<Door> => {
  const { cdn, preview } = shipping;
  const { table } = parseLive("staging", (await readFunction(shipping, "staging", "LIVE")).code);
  const closed = table.preview !== undefined;
  const url = await cdn.urlOf("staging");
  return {
    closed,
    link: url !== null && closed ? previewLink(url, preview.secret) : url,
    another: closed && table.preview !== previewHash(preview.secret),
  };
};

/** From now on a closed staging opens to this process's secret alone; pages, API and an open staging stay as they are. */
export const closeStaging = async (shipping: Shipping): Promise<Door> => {
  const { ledger, preview, random, progress } = shipping;
  const live = parseLive("staging", (await readFunction(shipping, "staging", "LIVE")).code);
  if (live.table.preview === undefined) return await readDoor(shipping);
  const table = { ...live.table, preview: previewHash(preview.secret) };
  const promotion = freshId(random);
  progress("Changing the lock of staging");
  await publishStaging(shipping, { ...live, table, promotion });
  await ledger.change((releases) =>
    releases.staging === null ? releases : { ...releases, staging: { ...releases.staging, promotion } },
  );
  await verify(shipping, "staging", table);
  return await readDoor(shipping);
};
