import { addDays } from "../../domain/day.ts";
import { cephRgw } from "../../scripts/engine/ceph-rgw.ts";
import { dynamodbLocal } from "../../scripts/engine/dynamodb-local.ts";
import { today } from "../day-logs.ts";
import { onEngine } from "./day-log-contender.ts";
import { engineNamed, withEngines } from "./engines.ts";
import { percentile } from "./rounds.ts";

export interface CrossoverRow {
  jobs_on_the_day: number;
  s3_change_ms: number;
  dynamodb_change_ms: number;
}

/** Measures one status change of one client on days with more and more jobs: the median of a few, both stores in turn. */
export const crossover = (sizes: number[]): Promise<CrossoverRow[]> =>
  withEngines([cephRgw, dynamodbLocal], async () => {
    const bucket = engineNamed("Ceph RGW");
    const table = engineNamed("DynamoDB Local");
    if (bucket === null || table === null) return [];
    const stores = [await onEngine(bucket), await onEngine(table)];
    const rows: CrossoverRow[] = [];
    for (const [index, jobs] of sizes.entries()) {
      const day = addDays(today(), 1 + index);
      const medians: number[] = [];
      for (const store of stores) {
        const ids: string[] = [];
        for (let created = 0; created < jobs; created += 64) {
          const batch = Array.from({ length: Math.min(64, jobs - created) }, () => store.create(day));
          ids.push(...(await Promise.all(batch)));
        }
        const ms: number[] = [];
        for (const id of ids.slice(0, changes)) {
          const began = performance.now();
          await store.start?.(id);
          ms.push(performance.now() - began);
        }
        medians.push(
          percentile(
            ms.toSorted((a, b) => a - b),
            0.5,
          ),
        );
      }
      const [s3 = Number.NaN, dynamodb = Number.NaN] = medians;
      rows.push({ jobs_on_the_day: jobs, s3_change_ms: s3, dynamodb_change_ms: dynamodb });
    }
    return rows;
  });

const changes = 15;
