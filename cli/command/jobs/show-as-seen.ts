import { shownVisit } from "../../../domain/job.ts";
import { openApi } from "../../api.ts";
import type { OutputOptions } from "../../command.ts";
import { CommandError, localProblem } from "../../command-error.ts";
import * as message from "../../message/jobs.ts";
import { print, printFault, waitForStop } from "../../terminal.ts";

/** Serves the booking page with the prices and terms that the customer of a job saw, until Ctrl-C. */
export const showAsSeen = async (id: string, options: OutputOptions): Promise<void> => {
  const api = await openApi();
  const job = await api.getJob({ id });
  if (job.source !== "booking") throw notFound(message.notBookedOnline(job.id, job.source));
  const { seen } = job;
  if (seen === undefined) throw notFound(message.pageNotRecorded(job.id));
  const { serveAsSeen } = await import("../../../main/serve-as-seen.ts");
  const visit = shownVisit(job);
  const served = await serveAsSeen({
    seen,
    window: visit.window ?? visit.requested?.window ?? defaultWindow,
    catalogs: api.services.catalogs,
    publicObjects: api.publicObjects,
    onFault: printFault,
  });
  if ("missing" in served)
    throw notFound(
      served.missing === "page" ? message.pageNotKept(seen.release) : message.catalogNotKept(seen.catalog),
    );
  const stop = waitForStop();
  const value = { url: served.url, job: job.id, release: seen.release, catalog: seen.catalog };
  if (options.json === true) await print(`${JSON.stringify(value)}\n`);
  else await print(`${message.asSeen(job.id, seen.release, served.url)}\n`);
  await stop;
  await served.close();
};

/** The window that the page offers if the job has none. */
const defaultWindow = { start: "08:00", end: "12:00" };

const notFound = (detail: string) => new CommandError(localProblem("not_found", detail));
