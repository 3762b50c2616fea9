import { rentalRules } from "../domain/price/price-book.fixture.ts";
import { startTestServer, type TestServer } from "../test/e2e/test-server.ts";

/** A server with one busy day, and a dispatcher's session cookie. */
export interface BusyOffice {
  office: TestServer;
  cookie: Awaited<ReturnType<TestServer["cookieOf"]>>;
  /** The ids of the unassigned jobs. */
  waiting: string[];
  close(): Promise<void>;
}

const windows = [
  { start: "08:00", end: "12:00", capacity: 1_000 },
  { start: "12:00", end: "16:00", capacity: 1_000 },
];
const streets = ["Soderblom Ave", "3310 Marlborough Ave", "88 Juniper St", "4th & Elm", "1420 Kettner Blvd"];

/** How busy the office is. */
export interface Busy {
  /** The visits of today. */
  visits: number;
  /** The units that are at customers' and wait for a pickup day; none if it is left out. */
  out?: number;
}

/**
 * Starts a server in memory with `visits` visits today: about fifteen per crew in two windows, one in ten unassigned, one in
 * five already en route. A store in memory is enough for the benchmarks of the board; `env` may name another one.
 */
export const openBusyOffice = async (
  { visits, out = 0 }: Busy,
  env: Record<string, string> = {},
): Promise<BusyOffice> => {
  const office = await startTestServer(env);
  const crews = Array.from({ length: Math.max(3, Math.round(visits / 15)) }, (_, index) => `crew-${index + 1}`);
  await office.served.tailboard.services.settings.change((now) => ({
    ...now,
    hours: { mon: windows, tue: windows, wed: windows, thu: windows, fri: windows, sat: windows, sun: windows },
    crews: crews.map((id, index) => ({ id, name: `Crew ${index + 1}`, active: true })),
  }));
  await office.addPerson("dispatcher", "ana");
  const day = await office.today();
  const waiting: string[] = [];
  const createJob = async (index: number) => {
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
  const batch = 16;
  for (let first = 0; first < visits; first += batch) {
    const count = Math.min(batch, visits - first);
    await Promise.all(Array.from({ length: count }, (_, index) => createJob(first + index)));
  }
  await rentOut(office, out);
  const cookie = await office.cookieOf("ana");
  return {
    office,
    cookie,
    waiting,
    close: async () => {
      await office.close();
      if (office.faults.length > 0) throw new AggregateError(office.faults, "Errors during the measurement");
    },
  };
};

/** Delivers `count` trailers whose pickup has no day. */
const rentOut = async (office: TestServer, count: number): Promise<void> => {
  if (count === 0) return;
  const { equipment, settings } = office.served.tailboard.services;
  const units = Array.from({ length: count }, (_, index) => ({ id: `Y-${index + 1}`, state: "in_service" as const }));
  await equipment.change(() => ({ types: [{ id: "yard", name: "Yard trailer", units }] }));
  await settings.change((now) => ({
    ...now,
    services: now.services.flatMap((one) =>
      one.id === "trailer-15"
        ? [one, { ...one, id: "yard", rental: { ...rentalRules, equipment_type: "yard" } }]
        : [one],
    ),
  }));
  for (const [index, { id: unit }] of units.entries()) {
    const id = await office.createJob(`Renter ${index + 1}`, { service: "yard", day: undefined, window: undefined });
    await office.api("POST", `/api/v1/jobs/${id}/visits/v1/state`, { state: "done", unit });
  }
};
