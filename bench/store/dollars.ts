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

/** What a month costs, from measured use. What customers look at lies in S3 behind the CDN with either. */
export const dollarsOf = (rows: UseRow[]): DollarRow[] => {
  const sizes = [...new Set(rows.map(({ jobs_a_day: jobs }) => jobs))];
  return sizes.map((jobs) => {
    const month = (store: UseRow["store"]): Use => {
      const use = (act: Act): Use => {
        const row = rows.find((one) => one.store === store && one.act === act && one.jobs_a_day === jobs);
        if (row === undefined) throw new RangeError(`${store}, ${act}, ${jobs} was not measured`);
        return row.use;
      };
      const parts: [Use, number][] = [
        [use("life"), jobs * days],
        [use("board"), looksADay * days],
        [use("tick"), 24 * 60 * days],
      ];
      const sum = { ...use("life") };
      for (const name of Object.keys(sum) as (keyof Use)[])
        sum[name] = parts.reduce((total, [one, times]) => total + one[name] * times, 0);
      return sum;
    };
    const bucket = month("day documents");
    const table = month("DynamoDB");
    const { s3, dynamodb } = prices;
    const requests = (bucket.puts + bucket.lists) * s3.put_or_list + bucket.gets * s3.get;
    // Each write of a month lies there for its thirty days: so much on the average.
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

/** The number of jobs a day from which on DynamoDB is cheaper, between the two sizes where that turns; null if never. */
export const crossoverOf = (rows: DollarRow[]): number | null => {
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (row.dynamodb_total >= row.s3_total) continue;
    if (before === undefined) return row.jobs_a_day;
    // Both grow as powers of the number between two sizes, so lines on paper that is logarithmic both ways.
    const lead = Math.log(before.dynamodb_total / before.s3_total);
    const end = Math.log(row.dynamodb_total / row.s3_total);
    const share = lead / (lead - end);
    return before.jobs_a_day * (row.jobs_a_day / before.jobs_a_day) ** share;
  }
  return null;
};

const days = 30;
/** The bucket's lifecycle rule: what was overwritten can be had back for so long. */
const keptDays = 30;
/** One dashboard open for ten hours, looking every five seconds. */
const looksADay = (10 * 3_600) / 5;
/** A finished job with its history, and a year of them kept. */
const jobBytes = 1_600;
