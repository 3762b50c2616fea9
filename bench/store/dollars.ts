import { prices } from "./prices.ts";
import type { Act, Use, UseRow } from "./use.ts";

export interface DollarRow {
  jobs_a_day: number;
  s3_requests: number;
  s3_old_versions: number;
  s3_jobs: number;
  s3_total: number;
  dynamodb_requests: number;
  dynamodb_jobs: number;
  dynamodb_total: number;
}

/** Computes the cost of a month from measured use. Customers' pages and views are left out: both stores keep them in S3. */
export const dollarsOf = (rows: UseRow[]): DollarRow[] => {
  const sizes = [...new Set(rows.map(({ jobs_a_day: jobs }) => jobs))];
  return sizes.map((jobs) => {
    const month = (store: UseRow["store"]): Use => {
      const use = (act: Act): Use => {
        const row = rows.find((candidate) => matches(candidate, { store, act, jobs_a_day: jobs }));
        if (row === undefined) throw new RangeError(`${store}, ${act}, ${jobs} was not measured`);
        return row.use;
      };
      const parts: [Use, number][] = [
        [use("life"), jobs * days],
        [use("board"), pollsADay * days],
        [use("tick"), 24 * 60 * days],
      ];
      const sum = { ...use("life") };
      for (const name of Object.keys(sum) as (keyof Use)[])
        sum[name] = parts.reduce((total, [part, times]) => total + part[name] * times, 0);
      return sum;
    };
    const bucket = month("day documents");
    const table = month("DynamoDB");
    const { s3, dynamodb } = prices;
    const requests = (bucket.puts + bucket.lists) * s3.put_or_list + bucket.gets * s3.get;
    // Each overwritten version is kept for thirty days, so a month of writes is stored on average.
    const versions = (bucket.bytes_put / 1e9) * (keptDays / days) * s3.gb_month;
    const jobsGb = (jobs * days * 12 * jobBytes) / 1e9;
    const units = table.write_units * dynamodb.write_unit + table.read_units * dynamodb.read_unit;
    return {
      jobs_a_day: jobs,
      s3_requests: requests,
      s3_old_versions: versions,
      s3_jobs: jobsGb * s3.gb_month,
      s3_total: requests + versions + jobsGb * s3.gb_month,
      dynamodb_requests: units,
      dynamodb_jobs: jobsGb * dynamodb.gb_month,
      dynamodb_total: units + jobsGb * dynamodb.gb_month,
    };
  });
};

/** The number of jobs per day above which DynamoDB is cheaper, interpolated between two measured sizes. Null if never. */
export const crossoverOf = (rows: DollarRow[]): number | null => {
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (row.dynamodb_total >= row.s3_total) continue;
    if (before === undefined) return row.jobs_a_day;
    // Both costs grow as powers of the number of jobs, so interpolate on a log-log scale.
    const lead = Math.log(before.dynamodb_total / before.s3_total);
    const end = Math.log(row.dynamodb_total / row.s3_total);
    const share = lead / (lead - end);
    return before.jobs_a_day * (row.jobs_a_day / before.jobs_a_day) ** share;
  }
  return null;
};

const matches = (row: UseRow, { store, act, jobs_a_day: jobs }: Omit<UseRow, "use">): boolean =>
  row.store === store && row.act === act && row.jobs_a_day === jobs;

const days = 30;
/** How long the bucket's lifecycle rule keeps overwritten versions, in days. */
const keptDays = 30;
/** One dashboard that is open for ten hours and polls every five seconds. */
const pollsADay = (10 * 3_600) / 5;
/** The size of a finished job with its history. A year of jobs is kept. */
const jobBytes = 1_600;
