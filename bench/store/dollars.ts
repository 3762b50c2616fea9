import { noCounts, type Counts } from "./counted.ts";
import { prices } from "./prices.ts";
import type { Act, UseRow } from "./use.ts";

export interface DollarRow {
  jobs_a_day: number;
  s3_requests: number;
  s3_entries: number;
  s3_jobs: number;
  s3_total: number;
  dynamodb_requests: number;
  dynamodb_deletes: number;
  dynamodb_entries: number;
  dynamodb_jobs: number;
  dynamodb_total: number;
}

/** Computes the cost of a month from measured use. Customers' pages and views are left out: both stores keep them in S3. */
export const dollarsOf = (rows: UseRow[]): DollarRow[] => {
  const sizes = [...new Set(rows.map(({ jobs_a_day: jobs }) => jobs))];
  return sizes.map((jobs) => {
    const bucket = monthOf(rows, "S3", jobs);
    const table = monthOf(rows, "DynamoDB", jobs);
    const { s3, dynamodb } = prices;
    const jobsGb = (jobs * days * 12 * jobBytes) / 1e9;
    const entriesGb = ({ bytes_put: bytes }: Counts): number => (bytes / 1e9) * (keptDays / days);
    const row = {
      jobs_a_day: jobs,
      s3_requests: (bucket.puts + bucket.lists) * s3.put_or_list + bucket.gets * s3.get,
      s3_entries: entriesGb(bucket) * s3.gb_month,
      s3_jobs: jobsGb * s3.gb_month,
      dynamodb_requests: table.write_units * dynamodb.write_unit + table.read_units * dynamodb.read_unit,
      // Everything that is put is deleted later, and a delete costs as many units as the item's size.
      dynamodb_deletes: table.write_units * dynamodb.write_unit,
      dynamodb_entries: entriesGb(table) * dynamodb.gb_month,
      dynamodb_jobs: jobsGb * dynamodb.gb_month,
    };
    return {
      ...row,
      s3_total: row.s3_requests + row.s3_entries + row.s3_jobs,
      dynamodb_total: row.dynamodb_requests + row.dynamodb_deletes + row.dynamodb_entries + row.dynamodb_jobs,
    };
  });
};

/** The number of jobs per day above which S3 is cheaper, interpolated between two measured sizes. Null if never. */
export const crossoverOf = (rows: DollarRow[]): number | null => {
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (row.s3_total >= row.dynamodb_total) continue;
    if (before === undefined) return row.jobs_a_day;
    // Both costs grow as powers of the number of jobs, so interpolate on a log-log scale.
    const lead = Math.log(before.s3_total / before.dynamodb_total);
    const end = Math.log(row.s3_total / row.dynamodb_total);
    const share = lead / (lead - end);
    return before.jobs_a_day * (row.jobs_a_day / before.jobs_a_day) ** share;
  }
  return null;
};

/** The use of one server in a month. */
const monthOf = (rows: UseRow[], store: UseRow["store"], jobs: number): Counts => {
  const times: Record<Act, number> = {
    life: jobs * days,
    board: pollsADay * days,
    tick: 24 * 60 * days,
    hour: 24 * days,
  };
  const sum = { ...noCounts };
  for (const [act, count] of Object.entries(times)) {
    const row = rows.find((one) => one.store === store && one.act === act && one.jobs_a_day === jobs);
    if (row === undefined) throw new RangeError(`${store}, ${act}, ${jobs} was not measured`);
    for (const name of Object.keys(sum) as (keyof Counts)[]) sum[name] += row.use[name] * count;
  }
  return sum;
};

const days = 30;
/** How long an entry stays after a snapshot covers it, in days. */
const keptDays = 35;
/** One dashboard that is open for ten hours and polls every five seconds. */
const pollsADay = (10 * 3_600) / 5;
/** The size of a finished job with its history. A year of jobs is kept. */
const jobBytes = 1_600;
