import { base64url } from "../domain/random.ts";
import { isOpen, type Customer, type Job } from "../domain/job.ts";
import { basePhone } from "../domain/phone.ts";
import type { Services } from "./services.ts";

/** A phone or an email of somebody who books, and what is open under it. */
export interface Contact {
  open: Job[];
  note: (job: string) => Promise<void>;
}

export const contactsOf = async (
  { contacts, contactKey, jobs }: Pick<Services, "contacts" | "contactKey" | "jobs">,
  { phone, email }: Customer,
): Promise<Contact[]> => {
  const key = await crypto.subtle.importKey(
    "raw",
    Uint8Array.from(await contactKey()),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const names = [
    ...(phone === undefined ? [] : [basePhone(phone)]),
    ...(email === undefined ? [] : [email.toLowerCase()]),
  ];
  return await Promise.all(
    names.map(async (name): Promise<Contact> => {
      const hash = base64url(new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(name))));
      const ids = await contacts.jobsOf(hash);
      const found = await Promise.all(ids.map((id) => jobs.find(id)));
      const open = found.filter((job) => job !== null && isOpen(job) && job.source === "booking") as Job[];
      const over = ids.filter((id) => !open.some((job) => job.id === id));
      return { open, note: (job) => contacts.note(hash, job, over) };
    }),
  );
};
