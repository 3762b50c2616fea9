/** The list of jobs. Dispatchers read it. */
export const title = "Jobs";
export const search = "Search";
export const searchHint = "Name, phone, street, id";
export const status = "Status";
export const anyStatus = "Any status";
export const statuses = {
  requested: "Requested",
  quoted: "Quoted",
  booked: "Booked",
  ready_for_pickup: "Ready for pickup",
  in_progress: "In progress",
  completed: "Done",
  cancelled: "Cancelled",
};
export const crew = "Crew";
export const anyCrew = "Any crew";
export const from = "From";
export const to = "To";
export const clear = "Clear filters";
export const range = (from: string, to: string) => `Visits from ${from} to ${to}`;
export const usualRange = "Visits from a week ago to 30 days ahead, and jobs not scheduled";
export const next = "Next page";
export const first = "First page";
export const empty = "No jobs found.";
export const emptyMore = "Try other dates, or clear the filters.";
export const loading = "Loading the list";
export const failed = "Couldn’t load the list.";
export const found = (count: number, more: boolean) =>
  more ? `The first ${count} jobs` : count === 1 ? "1 job" : `${count} jobs`;
export const newJob = "New job";
