import { beforeAll, test } from "vitest";
import { DynamoDbObjectStore } from "../../store/dynamodb/dynamodb-object-store.ts";
import { underTest } from "../../store/dynamodb/under-test.ts";
import { describeArchive } from "../../store/archive.case.ts";
import { describeCounters } from "../../store/counters.case.ts";
import { describeUpkeep } from "../../store/upkeep.case.ts";
import { RecordingPublisher, RecordingSender, seededRandom } from "../../store/conformance/fixture.ts";
import { describeJobStore } from "../../store/job-store.case.ts";
import { describeObjectStore } from "../../store/objects/object-store.case.ts";
import { onFaultyLine } from "./faulty-line.ts";
import { freshStore, makeTable, realClock, realRandom, tableEngine, wireTo } from "./table.ts";

const engine = tableEngine();
const faults = { lost: 0.03, late: 0.03, dropped: 0.02, twice: 0.02, broken: 0.03, throttled: 0.02, raced: 0.02 };

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

  const whole = () => {
    const prefix = freshStore();
    return underTest(1, () => wireTo(endpoint, prefix));
  };
  describeCounters("DynamoDB Local", () => {
    const { clock, open } = whole();
    return { clock, open: () => open({ publisher: new RecordingPublisher(), sender: new RecordingSender() }) };
  });
  describeArchive("DynamoDB Local", whole);
  describeUpkeep("DynamoDB Local", whole);

  // TAILBOARD_SEED=7 runs that one again.
  const seeds = process.env["TAILBOARD_SEED"]?.split(",").map(Number) ?? [1, 2];
  for (const seed of seeds) {
    const faulty = (prefix: string, number: number) =>
      onFaultyLine(wireTo(endpoint, prefix), seededRandom(seed * 10_000 + number), faults);
    let worlds = 0;
    describeJobStore(
      `DynamoDbJobStore on a line that fails one call in six (TAILBOARD_SEED=${seed})`,
      () => {
        const prefix = freshStore();
        worlds += 1;
        const world = worlds;
        return underTest(seed, (process) => faulty(prefix, world * 100 + process));
      },
      { seed },
    );
    const wholeOnFaulty = () => {
      const prefix = freshStore();
      worlds += 1;
      const world = worlds;
      return underTest(seed, (process) => faulty(prefix, world * 100 + process));
    };
    describeArchive(`DynamoDB on a line that fails (TAILBOARD_SEED=${seed})`, wholeOnFaulty, { seed });
    describeUpkeep(`DynamoDB on a line that fails (TAILBOARD_SEED=${seed})`, wholeOnFaulty, { seed });
  }
}
