import { freshStore, makeTable, wireTo } from "../../test/engines/table.ts";
import type { JobStore } from "../../store/job-store.ts";
import { openDynamoDb } from "../../store/dynamodb/open-dynamodb.ts";
import type { ObservedCall } from "../../store/dynamodb/wire.ts";
import { systemClock, systemRandom } from "../../main/ambient.ts";
import { quiet, withRoom } from "../day-documents.ts";
import type { Contender } from "./contender.ts";
import { jobStoreContender } from "./day-documents-contender.ts";

/** Opens an empty store in DynamoDB Local. `observe` receives the cost of every call. */
export const openTable = async (
  endpoint: string,
  observe: ((call: ObservedCall) => void) | null = null,
): Promise<JobStore> => {
  await makeTable(endpoint);
  const wire = wireTo(endpoint, freshStore(), { observe });
  const { jobs, settings } = openDynamoDb({
    wire,
    clock: systemClock(),
    random: systemRandom,
    timeZone: "UTC",
    ...quiet,
  });
  await withRoom(settings);
  return jobs;
};

export const onDynamoDbLocal = async (endpoint: string): Promise<Contender> =>
  jobStoreContender("DynamoDB Local", await openTable(endpoint), () => Promise.resolve());
