import { startOffice, type Office } from "../test/e2e/office.ts";

/** An office with one busy day, and a dispatcher's cookie for it. */
export interface BusyOffice {
  office: Office;
  cookie: Awaited<ReturnType<Office["cookieOf"]>>;
  /** The visits that no crew has yet. */
  waiting: string[];
  close(): Promise<void>;
}

const windows = [
  { start: "08:00", end: "12:00", capacity: 1_000 },
  { start: "12:00", end: "16:00", capacity: 1_000 },
];
const streets = ["Soderblom Ave", "3310 Marlborough Ave", "88 Juniper St", "4th & Elm", "1420 Kettner Blvd"];

/**
 * `visits` today, in a store in memory: fifteen or so a crew in two windows, one in ten nobody's yet, one in five
 * begun. What is measured is the board; a day of this size costs a disk nothing that a small one does not.
 */
export const openBusyOffice = async (visits: number): Promise<BusyOffice> => {
  const office = await startOffice();
  const crews = Array.from({ length: Math.max(3, Math.round(visits / 15)) }, (_, index) => `crew-${index + 1}`);
  await office.served.tailboard.services.settings.change((now) => ({
    ...now,
    hours: { mon: windows, tue: windows, wed: windows, thu: windows, fri: windows, sat: windows, sun: windows },
    crews: crews.map((id, index) => ({ id, name: `Crew ${index + 1}`, active: true })),
  }));
  await office.addPerson("dispatcher", "ana");
  const day = await office.today();
  const waiting: string[] = [];
  const make = async (index: number) => {
    const crew = index % 10 === 0 ? null : (crews[index % crews.length] ?? null);
    const { start, end } = windows[index % 2] ?? { start: "08:00", end: "12:00" };
    const id = await office.createJob(`Customer ${index + 1}`, {
      day,
      window: { start, end },
      crew: crew ?? undefined,
      location: { street: streets[index % streets.length], city: "San Diego", state: "CA", postal_code: "92104" },
    });
    if (crew === null) waiting.push(id);
    else if (index % 5 === 1) {
      await office.api("POST", `/api/v1/jobs/${id}/visits/v1/state`, { state: "en_route" });
    }
  };
  const together = 16;
  for (let first = 0; first < visits; first += together) {
    const count = Math.min(together, visits - first);
    await Promise.all(Array.from({ length: count }, (_, index) => make(first + index)));
  }
  const cookie = await office.cookieOf("ana");
  return {
    office,
    cookie,
    waiting,
    close: async () => {
      await office.close();
      if (office.faults.length > 0) throw new AggregateError(office.faults, "The office met faults while measured");
    },
  };
};
