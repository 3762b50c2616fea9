import { createHmac } from "node:crypto";
import { isOpen, type Customer, type Job } from "../domain/job.ts";
import { basePhone } from "../domain/phone.ts";
import { UnreadableDocument } from "../store/job-store.ts";
import type { Services } from "./services.ts";

/** The phone number or email address of a booking, and the open bookings with the same one. */
export interface Contact {
  kind: "phone" | "email";
  /** A keyed hash, so a reader of the store does not learn the phone number or email address. */
  hash: string;
  open: Job[];
  note: (job: string) => Promise<void>;
}

export const contactsOf = async (
  { contacts, contactKey, jobs }: Pick<Services, "contacts" | "contactKey" | "jobs">,
  { phone, email }: Customer,
): Promise<Contact[]> => {
  const key = await contactKey();
  const names: { kind: Contact["kind"]; name: string }[] = [
    ...(phone === undefined ? [] : [{ kind: "phone" as const, name: basePhone(phone) }]),
    ...(email === undefined ? [] : [{ kind: "email" as const, name: email.toLowerCase() }]),
  ];
  return await Promise.all(
    names.map(async ({ kind, name }): Promise<Contact> => {
      const hash = createHmac("sha256", key).update(name).digest("base64url");
      const ids = await contacts.jobsOf(hash);
      const read = await Promise.all(ids.map((id) => findReadable(jobs, id)));
      const open = read.flatMap((job) =>
        job !== null && job !== "unreadable" && isOpen(job) && job.source === "booking" ? [job] : [],
      );
      const over = ids.filter((id, index) => read[index] !== "unreadable" && !open.some((job) => job.id === id));
      return { kind, hash, open, note: (job) => contacts.note(hash, job, over) };
    }),
  );
};

/** A damaged day must not stop a booking on another day. Its jobs are not counted, and not forgotten either. */
const findReadable = async (jobs: Services["jobs"], id: string): Promise<Job | null | "unreadable"> => {
  try {
    return await jobs.find(id);
  } catch (error) {
    if (error instanceof UnreadableDocument) return "unreadable";
    throw error;
  }
};
