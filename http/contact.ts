import { isOpen, type Customer, type Job } from "../domain/job.ts";
import type { ContactKey } from "../store/contact-store.ts";
import { UnreadableDocument } from "../store/job-store.ts";
import type { Services } from "./services.ts";

/** The phone number or email address of a booking, and the open bookings with the same one. */
export interface Contact extends ContactKey {
  open: Job[];
  note: (job: string) => Promise<void>;
}

export const contactsOf = async (
  { contacts, jobs }: Pick<Services, "contacts" | "jobs">,
  customer: Customer,
): Promise<Contact[]> =>
  await Promise.all(
    (await contacts.keysOf(customer)).map(async ({ kind, hash }): Promise<Contact> => {
      const ids = await contacts.jobsOf(hash);
      const read = await Promise.all(ids.map((id) => findReadable(jobs, id)));
      const open = read.flatMap((job) =>
        job !== null && job !== "unreadable" && isOpen(job) && job.source === "booking" ? [job] : [],
      );
      const over = ids.filter((id, index) => read[index] !== "unreadable" && !open.some((job) => job.id === id));
      return { kind, hash, open, note: (job) => contacts.note(hash, job, over) };
    }),
  );

/** A damaged day must not stop a booking on another day. Its jobs are not counted, and not forgotten either. */
const findReadable = async (jobs: Services["jobs"], id: string): Promise<Job | null | "unreadable"> => {
  try {
    return await jobs.find(id);
  } catch (error) {
    if (error instanceof UnreadableDocument) return "unreadable";
    throw error;
  }
};
