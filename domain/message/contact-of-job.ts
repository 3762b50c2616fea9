import type { Job } from "../job.ts";
import { basePhone } from "../phone.ts";
import type { Contact } from "./conversation.ts";

/** The contacts of a job, the one that its messages are filed under first: its phone, else its email, else the job. */
export const contactsOfJob = ({ id, customer }: Pick<Job, "id" | "customer">): [Contact, ...Contact[]] => {
  const { phone, email } = customer ?? {};
  const ofJob: Contact = { kind: "job", value: id };
  const rest: Contact[] = [...(email === undefined ? [] : [{ kind: "email" as const, value: email }]), ofJob];
  if (phone !== undefined) return [{ kind: "phone", value: basePhone(phone) }, ...rest];
  const [first = ofJob, ...others] = rest;
  return [first, ...others];
};
