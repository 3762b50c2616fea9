/** Texts of `tailboard customers`. */
export const none = "No customers found.";
export const jobs = (count: number) => (count === 1 ? "1 job" : `${count} jobs`);
export const last = (day: string) => `last ${day}`;
export const merged = (name: string) => `Merged into ${name}. To undo it: tailboard customers unmerge.`;
export const unmerged = (name: string) => `${name} and the other customer are two again.`;
export const more = (cursor: string) => `More: --cursor ${cursor}`;
export const fields = {
  company: "Company",
  phones: "Phones",
  emails: "Emails",
  addresses: "Addresses",
  notes: "Notes",
  tags: "Tags",
  taxExempt: "Tax exempt",
  jobs: "Jobs",
  duplicates: "Possible duplicates",
  mergedInto: "Merged into",
};
