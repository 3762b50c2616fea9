/** What the commands for equipment print, in English. */
export const typeAdded = (name: string, id: string) =>
  `Added ${name} (${id}). Add its units: tailboard equipment add T15-01 --type ${id}`;
export const unitAdded = (unit: string, type: string) => `Added ${unit} to ${type}.`;
export const unitSet = (unit: string, state: string) => `${unit} is now ${state}.`;
export const noEquipment = "No equipment yet. Add a type: tailboard equipment add-type --id trailer-15 --name Trailer";
export const typeLine = (name: string, id: string, out: number, stock: number) =>
  `${name} (${id}): ${out} out, ${stock} in service`;
export const states = {
  out: "out",
  available: "available",
  in_service: "in service",
  maintenance: "in maintenance",
  retired: "retired",
};
export const outSince = (customer: string, since: string, until: string) =>
  `${customer}, since ${since}, until ${until}`;
export const overdue = (days: number) => (days === 1 ? "1 day overdue" : `${days} days overdue`);
export const freeOf = (held: number, stock: number) => `${stock - held} of ${stock} free`;
export const noConflicts = "No conflicts in the next 62 days.";
export const conflictCount = (count: number) =>
  count === 1
    ? "1 conflict. See it: tailboard equipment conflicts"
    : `${count} conflicts. See them: tailboard equipment conflicts`;
export const short = (day: string, type: string, held: number, stock: number, jobs: string[]) =>
  `${day}: ${held} ${type} promised, ${stock} in service. Jobs: ${jobs.join(", ")}`;
export const unitTwice = (day: string, unit: string, jobs: string[]) =>
  `${day}: ${unit} is on ${jobs.length} jobs: ${jobs.join(", ")}`;
export const noUnit = (job: string) => `${job}: equipment was delivered without its unit number`;
