import { createInterface } from "node:readline";
import { openBusyOffice } from "./board-office.ts";

/**
 * A server for `serving.ts`, in a process of its own. Prints its addresses and a dispatcher's cookie as one line of JSON.
 * Answers each line that it reads with the milliseconds of processor time that it has used. Stops when its input ends.
 */
const [visits = "300", folder = ""] = process.argv.slice(2);
const busy = await openBusyOffice({ visits: Number(visits) }, { TAILBOARD_STORE: `sqlite:${folder}` });
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
