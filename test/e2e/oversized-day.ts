import type { TestServer } from "./test-server.ts";
import { startWorkingDay } from "./working-day.ts";

const hourText = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

/**
 * A day with `count` windows from 6 AM to 6 PM and eight crews. One crew has more stops than fit on a screen, one has a
 * long name, and one has no stops. Some jobs are unassigned, not scheduled, or ready.
 */
export const startCrowdedDay = async (count: number): Promise<{ server: TestServer; tall: string }> => {
  const server = await startWorkingDay("ana");
  const length = 12 / count;
  const windows = Array.from({ length: count }, (_, index) => ({
    start: hourText(6 + index * length),
    end: hourText(6 + (index + 1) * length),
    capacity: 60,
  }));
  const names = ["Dana", "Luis", "Sam and the big blue truck", "Reyes", "Kim", "Noor", "Petrov", "Yamamoto"];
  await server.served.tailboard.services.settings.change((now) => ({
    ...now,
    business: { ...now.business, name: "Coastline Hauling" },
    hours: { mon: windows, tue: windows, wed: windows, thu: windows, fri: windows, sat: windows, sun: windows },
    crews: names.map((name, index) => ({ id: `crew-${index + 1}`, name, active: true })),
  }));
  const make = (name: string, index: number, crew: string | undefined) => {
    const { start = "", end = "" } = windows[index % count] ?? {};
    return server.createJob(name, { window: { start, end }, crew });
  };
  const tall = await make("Stop 0 of the day", 0, "crew-1");
  for (let index = 1; index < 24; index += 1) await make(`Stop ${index}`, 0, "crew-1");
  for (let index = 0; index < 18; index += 1) await make(`Customer ${index}`, index, `crew-${2 + (index % 6)}`);
  await make("Sunset Homeowners Association", count - 1, "crew-3");
  await make("Okafor", 1, undefined);
  await server.createJob("Osei", { day: undefined, window: undefined, crew: undefined });
  const ready = await make("Castillo", 0, "crew-2");
  await server.api("POST", `/api/v1/jobs/${ready}/status`, { status: "ready_for_pickup" });
  return { server, tall };
};
