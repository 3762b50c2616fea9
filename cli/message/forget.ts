import type { RemainsWhere } from "../../store/forget-store.ts";

/** Texts of `tailboard jobs forget` and `tailboard customers forget`. */
export const asks = {
  job: (id: string) =>
    `Forget the customer of ${id}? Name, contact, address, notes and messages go. This cannot be undone.`,
  remove: (id: string) => `Remove ${id} whole, with its customer, days and price? This cannot be undone.`,
  customer: (id: string, name: string, jobs: number) =>
    `Forget ${name} (${id}) in ${jobs === 1 ? "1 job" : `${jobs} jobs`}? This cannot be undone.`,
};
export const question = "Forget";
export const nothingForgotten = "Nothing was forgotten.";
export const confirmOption = "To confirm without a question: --yes";
export const forgotten = (jobs: readonly string[]) =>
  jobs.length === 0 ? "Forgotten." : `Forgotten: ${jobs.join(", ")}.`;
export const left = "Still readable:";
export const where: Record<RemainsWhere, string> = {
  log: "earlier entries of the store",
  snapshots: "daily copies of the database, in the folder for snapshots",
  backups: "backups that you made, until you delete them",
  exports: "files that you exported, until you delete them",
  providers: "messages at your email and text services, as they keep them",
  customer_record: "the customer's record: tailboard customers forget",
};
export const until = (day: string) => `until ${day}`;
