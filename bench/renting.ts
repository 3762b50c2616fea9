import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadFor } from "./http-load.ts";
import { median } from "./machine.ts";
import { bookings, startServer } from "./serving.ts";

export interface RentingRow {
  clients: number;
  plain_a_second: number;
  rentals_a_second: number;
  share: number;
  plain_p99_ms: number;
  rentals_p99_ms: number;
}

/** The first days of the rentals. Spread this far, 200 units are enough for every round. */
const spread = 280;
const blocks = 4;

/**
 * Books rentals of a week beside plain bookings over HTTP, on one SQLite file. The two take turns, so that other load on
 * the machine affects both alike.
 */
export const measureRenting = async (seconds: number): Promise<RentingRow[]> => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-bench-"));
  const server = await startServer(20, root);
  try {
    const plain = bookings(server, {}, spread);
    const rental = bookings(server, { service: "trailer-15", items: [] }, spread);
    const rows: RentingRow[] = [];
    for (const clients of [1, 16]) {
      const loads = { plain: [], rental: [] } as Record<"plain" | "rental", Awaited<ReturnType<typeof loadFor>>[]>;
      for (const next of [plain, rental]) await loadFor({ clients, seconds: 1 }, next); // warm up
      for (let block = 0; block < blocks; block += 1) {
        loads.plain.push(await loadFor({ clients, seconds }, plain));
        loads.rental.push(await loadFor({ clients, seconds }, rental));
      }
      const of = (kind: "plain" | "rental", what: "a_second" | "p99_ms") =>
        median(loads[kind].map((load) => load[what]));
      const [plainRate, rentalRate] = [of("plain", "a_second"), of("rental", "a_second")];
      rows.push({
        clients,
        plain_a_second: plainRate,
        rentals_a_second: rentalRate,
        share: rentalRate / plainRate,
        plain_p99_ms: of("plain", "p99_ms"),
        rentals_p99_ms: of("rental", "p99_ms"),
      });
    }
    return rows;
  } finally {
    await server.stop();
    await rm(root, { recursive: true, force: true });
  }
};
