import { dayIn } from "../../domain/day.ts";
import type { Job } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import type { Append, Hook, JobStore, Plan, Publisher, Sender } from "../job-store.ts";
import type { EquipmentStore } from "../equipment-store.ts";
import type { SettingsStore } from "../settings-store.ts";
import { RetryingObjectStore } from "../adapters/wrap/retrying-object-store.ts";
import { sharing } from "../sharing.ts";
import { applyHours } from "./change-hours.ts";
import { readDaySettings } from "./day/day-capacity.ts";
import { DayLogs } from "./day-logs.ts";
import { JobWriter } from "./job-writer.ts";
import { openLog, type ProcessContext } from "./log/open-log.ts";
import { seal } from "./log/seal.ts";
import { LogJobStore } from "./log-job-store.ts";
import { openBoardKind, openBoardLog } from "./open-board/open-board-kind.ts";
import { OpenBoard } from "./open-board/open-board.ts";
import { Outbox } from "./outbox/outbox.ts";
import { pruneDay } from "./prune.ts";
import { findJob } from "./read-days.ts";
import { Remover } from "./remover.ts";
import { HighWaterMarks } from "./sweep/high-water-marks.ts";
import { holdOverdueRentals } from "./sweep/overdue-rentals.ts";
import { Sweeper } from "./sweep/sweeper.ts";

export interface OpenJobsOptions extends ProcessContext {
  settings: Pick<SettingsStore, "read"> & {
    /** The time zone as this process last read it; null before the first time. */
    readonly knownZone: string | null;
  };
  equipment: Pick<EquipmentStore, "read">;
  publisher: Publisher;
  plan: Plan;
  sender: Sender;
  append: Append;
  hook: Hook;
  /** Files a job under its customer. */
  file: (job: Job) => Promise<void>;
}

export interface OpenJobs {
  jobs: JobStore;
  /** For the rooms that read or repair a whole store. */
  days: DayLogs;
  writer: JobWriter;
  outbox: Outbox;
  openBoard: OpenBoard;
  /** Makes the entries of the open board leave the store in 35 days, because they hold what was removed. */
  sealOpenBoard: () => Promise<void>;
}

/** Opens the jobs of a store for one process. Any number of processes may share the store. */
export const openJobs = ({
  settings: store,
  equipment,
  publisher,
  plan,
  sender,
  append,
  hook,
  file,
  ...options
}: OpenJobsOptions): OpenJobs => {
  const process: ProcessContext = { ...options, objects: new RetryingObjectStore(options.objects, options) };
  const days = new DayLogs(process);
  const settings = sharing(() => readDaySettings(store, equipment));
  // In the zone as this process last read it, because each change asks for the day and no promise depends on it.
  const today = async () => dayIn(store.knownZone ?? (await settings()).business.time_zone, process.clock.now());
  const find = async (id: JobId) => (await findJob(days, id))?.job ?? null;
  const log = openLog(process, { name: openBoardLog, kind: openBoardKind });
  const openBoard = new OpenBoard({ log, today, find });
  const context = { ...process, days, settings, today, find, openBoard };
  const storeTime = () => process.entryClock.storeTime_ms;
  const change: JobWriter["change"] = (id, request) => writer.change(id, request);
  const outbox = new Outbox({ ...context, publisher, sender, append, hook, file, storeTime, change });
  const writer: JobWriter = new JobWriter({ ...context, plan, outbox });
  const remover = new Remover({ ...context, writer, outbox });
  const sweeper = new Sweeper({
    ...context,
    outbox,
    holdOverdue: () => holdOverdueRentals({ ...context, writer }),
    marks: new HighWaterMarks(process.objects, () => days.known()),
    prune: (day) => pruneDay(context, day, reservationGrace_ms),
    applyHours: async (day) => applyHours(days, day, await settings()),
  });
  const jobs = new LogJobStore({ ...context, writer, remover, outbox, sweep: () => sweeper.sweep() });
  const sealOpenBoard = () => seal({ ...process, name: openBoardLog, kind: openBoardKind }, log);
  return { jobs, days, writer, outbox, openBoard, sealOpenBoard };
};

/** Longer than a change takes between its reservations and its commit. */
const reservationGrace_ms = 300_000;
