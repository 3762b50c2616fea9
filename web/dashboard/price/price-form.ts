import type { Job } from "../../../http/api-client.ts";
import type { AppContext } from "../app-context.ts";
import type { JobActions } from "../job/use-job-actions.ts";

/** What every form about the price of a job needs. */
export interface PriceFormProps {
  app: AppContext;
  job: Job;
  actions: JobActions;
  /** Takes a newer revision, from an answer or from a refusal. */
  take: (job: Job) => void;
  close: () => void;
}
