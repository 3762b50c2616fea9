import { JsonObjects } from "../documents/json-objects.ts";
import type { OpenDocuments } from "../documents/open-documents.ts";
import { RetryingObjectStore } from "../adapters/wrap/retrying-object-store.ts";
import type { OpenJobs } from "../jobs/open-jobs.ts";
import type { ProcessContext } from "../jobs/log/open-log.ts";
import { Forgetter } from "./forgetter.ts";

/** Opens what removes people, for a process. */
export const openForgetter = ({
  process,
  jobs,
  documents: { customers, contacts, conversations, people },
}: {
  process: ProcessContext;
  jobs: OpenJobs;
  documents: Pick<OpenDocuments, "customers" | "contacts" | "conversations" | "people">;
}): Forgetter => {
  const context: ProcessContext = { ...process, objects: new RetryingObjectStore(process.objects, process) };
  const objects = new JsonObjects(context);
  return new Forgetter({ process: context, objects, jobs, customers, contacts, conversations, people });
};
