import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";
import type { Documents } from "../day-documents/documents.ts";
import type { Days } from "./days.ts";
import type { DynamoDbTable } from "./dynamodb-table.ts";
import type { Jobs } from "./jobs.ts";

/** What every part of the store works with, once a process. */
export interface Parts {
  table: DynamoDbTable;
  jobs: Jobs;
  days: Days;
  /** The settings, and what else is a document of its own, in the same table. */
  documents: Documents;
  clock: Clock;
  random: Random;
  /** A name for this process, new at each start. */
  process: string;
  /** Told of what failed but is made good later; for the log. */
  report: (error: unknown) => void;
}
