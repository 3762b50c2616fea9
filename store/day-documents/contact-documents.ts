import type { JobId } from "../../domain/job-id.ts";
import type { ContactStore } from "../contact-store.ts";
import { keys } from "../keys.ts";
import type { Documents } from "./documents.ts";

/** One small document a contact. */
export class ContactDocuments implements ContactStore {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  async jobsOf(contact: string): Promise<JobId[]> {
    return (await this.#document(contact).read()).value.jobs;
  }

  note(contact: string, job: JobId, over: JobId[]): Promise<void> {
    return this.#document(contact).commit({
      apply: (draft) => {
        const { jobs } = draft.value;
        const left = jobs.filter((id) => !over.includes(id));
        if (left.includes(job) && left.length === jobs.length) return { result: undefined, wrote: false };
        draft.value = { jobs: [...left.filter((id) => id !== job), job].slice(-mostJobs) };
        return { result: undefined, wrote: true };
      },
    });
  }

  #document(contact: string) {
    return this.#documents.json<{ jobs: JobId[] }>(keys.contact(contact), () => ({ jobs: [] }));
  }
}

/** Far more than may be open at once. */
const mostJobs = 20;
