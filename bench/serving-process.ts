import { createInterface } from "node:readline";
import { rentalRules } from "../domain/price/price-book.fixture.ts";
import { openBusyOffice } from "./board-office.ts";

/**
 * A server for `serving.ts`, in a process of its own. Prints its addresses and a dispatcher's cookie as one line of JSON.
 * Answers each line that it reads with the milliseconds of processor time that it has used. Stops when its input ends.
 */
const [visits = "300", folder = ""] = process.argv.slice(2);
const busy = await openBusyOffice({ visits: Number(visits) }, { TAILBOARD_STORE: `sqlite:${folder}` });
const { settings, equipment } = busy.office.served.tailboard.services;
// Rentals of a week, on enough units and far enough ahead for `renting.ts`.
await settings.change((now) => ({
  ...now,
  booking: { ...now.booking, days_ahead: 300 },
  services: now.services.map((one) => (one.id === "trailer-15" ? { ...one, rental: rentalRules } : one)),
}));
await equipment.change(() => ({
  types: [
    {
      id: "trailer-15",
      name: "Trailer",
      units: Array.from({ length: 200 }, (_, index) => ({ id: `T15-${index + 1}`, state: "in_service" as const })),
    },
  ],
}));
// Publishing the new jobs changes the day once more.
while ((await busy.office.served.tailboard.services.jobs.drain()) > 0);
const { site, dashboard } = busy.office.served;
const say = (value: object) => void process.stdout.write(`${JSON.stringify(value)}\n`);
say({ site, dashboard, cookie: `${busy.cookie.name}=${busy.cookie.value}`, today: await busy.office.today() });
for await (const _line of createInterface({ input: process.stdin })) {
  const { user, system } = process.cpuUsage();
  say({ cpu_ms: (user + system) / 1000 });
}
await busy.close();
