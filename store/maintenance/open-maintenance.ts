import type { Instant } from "../../domain/clock.ts";
import { dayIn } from "../../domain/day.ts";
import type { JobId } from "../../domain/job-id.ts";
import { RetryingObjectStore } from "../adapters/wrap/retrying-object-store.ts";
import type { ReadableStore } from "../archive-stream.ts";
import type { Archive } from "../archive.ts";
import type { OpenDocuments } from "../documents/open-documents.ts";
import type { Publisher } from "../job-store.ts";
import type { ProcessContext } from "../jobs/log/open-log.ts";
import type { OpenJobs } from "../jobs/open-jobs.ts";
import { readDaySettings } from "../jobs/day/day-capacity.ts";
import { findJob } from "../jobs/read-days.ts";
import { sharing } from "../sharing.ts";
import type { Upkeep } from "../upkeep.ts";
import { DayArchive } from "./day-archive.ts";
import { LogUpkeep } from "./log-upkeep.ts";
import { pastStore } from "./past-store.ts";

export interface MaintenanceOptions {
  process: ProcessContext;
  jobs: Omit<OpenJobs, "jobs">;
  documents: Pick<
    OpenDocuments,
    | "settings"
    | "equipment"
    | "messageSettings"
    | "access"
    | "webhooks"
    | "adoption"
    | "catalogs"
    | "customers"
    | "contacts"
    | "conversations"
    | "identity"
  >;
  publisher: Publisher;
}

export interface Maintenance {
  archive: Archive;
  upkeep: Upkeep;
  /** The store as it was at an instant of the last 35 days. Reading it throws `MomentGone` for an earlier one. */
  past: (at: Instant) => ReadableStore;
}

/** Opens backup, restore, check and repair of a whole store. */
export const openMaintenance = ({ process: options, jobs, documents, publisher }: MaintenanceOptions): Maintenance => {
  const process: ProcessContext = { ...options, objects: new RetryingObjectStore(options.objects, options) };
  const { clock } = process;
  const { adoption, customers, contacts, conversations } = documents;
  const settings = sharing(() => readDaySettings(documents.settings, documents.equipment));
  const today = async () => dayIn((await settings()).business.time_zone, clock.now());
  const find = async (id: JobId) => (await findJob(jobs.days, id))?.job ?? null;
  const context = {
    ...process,
    ...jobs,
    adoption,
    customers,
    contacts,
    conversations,
    settings,
    today,
    find,
    publisher,
  };
  const archive = new DayArchive(context);
  const past = (at: Instant) => pastStore(process.objects, { archive, ...documents }, at);
  return { archive, upkeep: new LogUpkeep({ ...context, archive }), past };
};
