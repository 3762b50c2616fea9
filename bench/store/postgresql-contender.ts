import { momentIn } from "../../domain/moment.ts";
import pg from "pg";
import { instantOf } from "../../domain/clock.ts";
import type { Day } from "../../domain/day.ts";
import { applyChange } from "../../domain/history.ts";
import type { Job } from "../../domain/job.ts";
import { newJobId } from "../../domain/job-id.ts";
import { freshId } from "../../domain/random.ts";
import { setStatus } from "../../domain/status.ts";
import { systemClock, systemRandom } from "../../main/ambient.ts";
import { lookupOf, newJobToken } from "../../store/job-token.ts";
import { benchWindow, by, draftOn } from "./bench-job.ts";
import type { Contender } from "./contender.ts";

/**
 * PostgreSQL as a careful application uses it: a connection pool, prepared statements, and one transaction per change. The
 * update that checks a window's capacity takes its row lock. A unique index finds a job by its link.
 */
export const onPostgresql = async (endpoint: string, connections: number): Promise<Contender> => {
  const pool = new pg.Pool({ connectionString: endpoint, max: connections });
  await pool.query(schema);
  const inTransaction = async <T>(run: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      const result = await run(client);
      await client.query("COMMIT");
      client.release();
      return result;
    } catch (error) {
      // Close the connection, because it may still be inside the transaction.
      client.release(true);
      throw error;
    }
  };
  const clock = systemClock();
  // As in the log of a day, an id that is already used is replaced by a new one.
  const usedIds = new Set<string>();
  const stamp = () => ({ id: freshId(systemRandom), at: instantOf(clock.now()), by });
  const queue = (client: pg.PoolClient, job: Job) =>
    client.query({ name: "queue", text: queueText, values: [freshId(systemRandom), job.id, job.rev] });
  return {
    name: "postgresql",
    open: async (days: Day[]) => {
      await pool.query("TRUNCATE windows, jobs, outbox");
      await pool.query("INSERT INTO windows SELECT unnest($1::date[]), $2, $3, 1000000, 0", [
        days,
        benchWindow.start,
        benchWindow.end,
      ]);
    },
    create: (day) =>
      inTransaction(async (client) => {
        const reserve = { name: "reserve", text: reserveText, values: [day, benchWindow.start] };
        if ((await client.query(reserve)).rowCount !== 1) throw new Error("The window must have capacity left");
        const id = newJobId(day, systemRandom, (id) => usedIds.has(id));
        const token = newJobToken(id, systemRandom);
        const job = draftOn(day)({ id, token }, stamp());
        usedIds.add(job.id);
        const values = [job.id, day, lookupOf(token), JSON.stringify(job)];
        await client.query({ name: "insert", text: insertText, values });
        await queue(client, job);
        return job.id;
      }),
    start: (id) =>
      inTransaction(async (client) => {
        const read = { name: "read", text: readText, values: [id] };
        const [row] = (await client.query<{ job: Job }>(read)).rows;
        const change = row && setStatus(row.job, "in_progress", {}, momentIn("UTC", instantOf(clock.now())));
        if (row === undefined || change === undefined || change === "unchanged")
          throw new Error("The job must be startable");
        const job = applyChange(row.job, change, stamp());
        await client.query({ name: "update", text: updateText, values: [id, JSON.stringify(job)] });
        await queue(client, job);
      }),
    close: () => pool.end(),
  };
};

const schema = `
DROP TABLE IF EXISTS windows, jobs, outbox;
CREATE TABLE windows (day date, starts text, ends text, capacity int, taken int, PRIMARY KEY (day, starts));
CREATE TABLE jobs (id text PRIMARY KEY, day date NOT NULL, lookup text NOT NULL UNIQUE, job jsonb NOT NULL);
CREATE INDEX jobs_day ON jobs (day);
CREATE TABLE outbox (id text PRIMARY KEY, job text NOT NULL, rev int NOT NULL);
`;
const reserveText = "UPDATE windows SET taken = taken + 1 WHERE day = $1 AND starts = $2 AND taken < capacity";
const insertText = "INSERT INTO jobs VALUES ($1, $2, $3, $4)";
const queueText = "INSERT INTO outbox VALUES ($1, $2, $3)";
const readText = "SELECT job FROM jobs WHERE id = $1 FOR UPDATE";
const updateText = "UPDATE jobs SET job = $2 WHERE id = $1";
