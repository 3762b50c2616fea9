import type { JobId } from "../../domain/job-id.ts";
import type { ContactStore } from "../contact-store.ts";
import { documentKeys } from "./document-keys.ts";
import type { JsonObjects } from "./json-objects.ts";

/** One object for each contact. */
export class Contacts implements ContactStore {
  readonly #objects: JsonObjects;

  constructor(objects: JsonObjects) {
    this.#objects = objects;
  }

  async jobsOf(contact: string): Promise<JobId[]> {
    return (await this.#objects.read<Contact>(documentKeys.contact(contact)))?.jobs ?? [];
  }

  async note(contact: string, job: JobId, over: JobId[]): Promise<void> {
    await this.#objects.change<Contact, undefined>(documentKeys.contact(contact), (value) => {
      const jobs = value?.jobs ?? [];
      const left = jobs.filter((id) => !over.includes(id));
      if (left.includes(job) && left.length === jobs.length) return { value, result: undefined };
      return { value: { jobs: [...left.filter((id) => id !== job), job].slice(-mostJobs) }, result: undefined };
    });
  }
}

interface Contact {
  /** Oldest first. */
  jobs: JobId[];
}

/** Many more than may be open at a time. */
const mostJobs = 20;
