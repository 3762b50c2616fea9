import { shownVisit } from "../../../domain/job.ts";
import { Failed, localProblem } from "../../failure.ts";
import * as message from "../../message.ts";
import { openApi } from "../../api.ts";
import { untilStopped } from "../../until-stopped.ts";
import { print, say } from "../../terminal.ts";
import type { Said } from "../../verb.ts";

/** Opens the booking page again with the prices and terms that one customer saw, until Ctrl-C. */
export const showAsSeen = async (id: string, options: Said): Promise<void> => {
  const api = await openApi();
  const job = await api.job(id);
  if (job.source !== "booking") throw notKept(message.notBookedOnline(job.id, job.source));
  const { seen } = job;
  if (seen === undefined) throw notKept(message.seenNotSaid(job.id));
  const { serveAsSeen } = await import("../../../main/serve-as-seen.ts");
  const visit = shownVisit(job);
  const served = await serveAsSeen({
    seen,
    window: visit.window ?? visit.requested?.window ?? anyWindow,
    catalogs: api.services.catalogs,
    publicObjects: api.publicObjects,
    onFault: (error) => say(`fault: ${String(error)}`),
  });
  if ("missing" in served)
    throw notKept(served.missing === "page" ? message.pageNotKept(seen.release) : message.catalogNotKept(seen.catalog));
  const stop = untilStopped();
  const value = { url: served.url, job: job.id, release: seen.release, catalog: seen.catalog };
  if (options.json === true) await print(`${JSON.stringify(value)}\n`);
  else await print(`${message.asSeen(job.id, seen.release, served.url)}\n`);
  await stop;
  await served.close();
};

/** What stands in the page where the job has no window. */
const anyWindow = { start: "08:00", end: "12:00" };

const notKept = (detail: string) => new Failed(localProblem("not_found", detail));
