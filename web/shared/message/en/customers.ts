/** The customers of the business. Dispatchers read it. */
export const title = "Customers";
export const search = "Search";
export const searchHint = "Name, phone, email, ZIP";
export const tag = "Tag";
export const clear = "Clear filters";
export const next = "Next page";
export const first = "First page";
export const loading = "Loading the list";
export const failed = "Couldn’t load the customers.";
export const empty = "No customers found.";
export const emptyMore =
  "Every job with a phone or an email gets a customer. Try another spelling, or clear the filters.";
export const found = (count: number, more: boolean) =>
  more ? `The first ${count} customers` : count === 1 ? "1 customer" : `${count} customers`;
export const jobs = (count: number) => (count === 0 ? "No jobs" : count === 1 ? "1 job" : `${count} jobs`);
export const last = (day: string) => `last ${day}`;

export const back = "All customers";
export const loadingOne = "Loading the customer";
export const failedOne = "Couldn’t load this customer.";
export const name = "Name";
export const company = "Company";
export const phones = "Phones";
export const phonesHint = "one per line, such as 619-555-0142, work";
export const emails = "Emails";
export const emailsHint = "one per line";
export const notes = "Notes";
export const notesHint = "for the office, on every job";
export const tags = "Tags";
export const tagsHint = "with commas between them";
export const taxExempt = "Tax exempt because";
export const taxExemptHint = "empty if this customer pays tax";
export const language = "Language";
export const languages = { "": "Not known", en: "English", es: "Spanish" };
export const addresses = "Addresses";
export const noAddresses = "No address yet. The next job adds its own.";
export const removeAddress = (street: string) => `Remove ${street}`;
export const remove = "Remove";
export const save = "Save";
export const saving = "Saving";
export const saved = "Saved.";
export const stale = "Another person changed this customer. What you typed is still here. Check it, then save again.";
export const jobsTitle = "Jobs";
export const noJobs = "No jobs yet.";
export const olderJobs = (count: number) => `And ${count} older. Search the jobs for them.`;

export const duplicates = "Possibly the same person";
export const thisOne = "This customer";
export const otherOne = "The other one";
export const merge = "Merge";
export const notSame = "Not the same person";
export const merged = (name: string) => `Merged ${name} into this customer.`;
export const toldApart = (name: string) => `${name} is another person. They are not offered again.`;
export const separated = "The merge is undone. Both customers are in the list.";
export const mergedTitle = "Merged into this customer";
export const mergedBy = (day: string, by: string) => `${day}, by ${by}`;
export const separate = "Separate again";
export const pointer = "This customer was merged into another one.";
export const openSurvivor = "Open that customer";
export const interrupted = "A merge was interrupted. Press Merge again to finish it.";

export const ofJob = "Customer";
export const fillFrom = (name: string, jobs: string, last: string) =>
  `Fill from ${name}, ${jobs}${last === "" ? "" : `, last ${last}`}`;
export const filledFrom = (name: string) => `Filed under ${name}.`;
export const notThem = "Not them";
