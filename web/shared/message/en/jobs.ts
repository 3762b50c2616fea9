/** What a dispatcher reads in the list of jobs, in English. */
export const title = "Jobs";
export const search = "Search";
export const searchHint = "Name, phone, street, id";
export const status = "Status";
export const anyStatus = "Any status";
export const statuses = {
  booked: "Booked",
  ready_for_pickup: "Ready for pickup",
  in_progress: "In progress",
  completed: "Done",
  cancelled: "Cancelled",
};
export const crew = "Crew";
export const anyCrew = "Any crew";
export const nobody = "Nobody yet";
export const from = "From";
export const to = "To";
export const clear = "Clear filters";
export const range = (from: string, to: string) => `Visits from ${from} to ${to}`;
export const rangeUsual = "Visits from a week ago to 30 days ahead, and what has no day yet";
export const columns = {
  who: "Who",
  when: "When",
  what: "What",
  where: "Where",
  crew: "Crew",
  price: "Price",
  status: "Status",
};
export const noDay = "Not scheduled";
export const anyTime = "any time";
export const noName = "No name";
export const next = "Next page";
export const first = "First page";
export const empty = "No job is like that.";
export const emptyMore = "Look at other dates, or clear the filters.";
export const loading = "Getting the list";
export const failed = "The list did not arrive.";
export const retry = "Try again";
export const found = (count: number, more: boolean) =>
  more ? `The first ${count} jobs` : count === 1 ? "1 job" : `${count} jobs`;
export const newJob = "New job";
