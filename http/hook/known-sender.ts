import { isOpen } from "../../domain/job.ts";
import type { JobId } from "../../domain/job-id.ts";
import { UnreadableDocument } from "../../store/job-store.ts";
import { findReadable } from "../customer.ts";
import type { Services } from "../services.ts";

interface Sender {
  name: string;
  job: JobId | null;
}

/**
 * Finds who has a phone number, and the job that a text from it is about: their only open one. With several open jobs a
 * person decides.
 */
export const senderOf = async (
  services: Pick<Services, "customers" | "jobs" | "report">,
  phone: string,
): Promise<Sender> => {
  try {
    return await knownSender(services, phone);
  } catch (error) {
    // A damaged record must not lose the text. The doctor names it.
    if (!(error instanceof UnreadableDocument)) throw error;
    services.report(error);
    return { name: "", job: null };
  }
};

const knownSender = async (
  { customers, jobs }: Pick<Services, "customers" | "jobs">,
  phone: string,
): Promise<Sender> => {
  const known = (await customers.withContact({ phone })).filter(({ merged_into }) => merged_into === null);
  const ids = [...new Set(known.flatMap((record) => record.jobs.slice(0, mostJobs)))];
  const read = await Promise.all(ids.map((id) => findReadable(jobs, id)));
  const open = read.filter((job) => job !== null).filter(isOpen);
  const [first] = open;
  const [only] = known;
  return {
    name: known.length === 1 && only !== undefined ? only.name : (first?.customer?.name ?? only?.name ?? ""),
    job: open.length === 1 && first !== undefined ? first.id : null,
  };
};

/** The newest jobs of a customer: an open one is among them. */
const mostJobs = 20;
