import { beforeAll, test } from "vitest";
import { DynamoDbObjectStore } from "../../store/dynamodb/dynamodb-object-store.ts";
import { underTest } from "../../store/dynamodb/under-test.ts";
import { describeJobStore } from "../../store/job-store.case.ts";
import { describeObjectStore } from "../../store/objects/object-store.case.ts";
import { freshStore, makeTable, realClock, realRandom, tableEngine, wireTo } from "./table.ts";

const engine = tableEngine();

if ("missing" in engine) {
  test.skip(`DynamoDB Local: ${engine.missing}`);
} else {
  const { endpoint } = engine;
  beforeAll(() => makeTable(endpoint));

  describeObjectStore("DynamoDbObjectStore on DynamoDB Local", () => {
    const prefix = freshStore();
    const open = () => new DynamoDbObjectStore(wireTo(endpoint, prefix), { clock: realClock, random: realRandom });
    return { store: open(), second: open() };
  });

  describeJobStore("DynamoDbJobStore on DynamoDB Local", () => {
    const prefix = freshStore();
    return underTest(1, () => wireTo(endpoint, prefix));
  });
}
