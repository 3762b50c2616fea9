import { beforeAll, test } from "vitest";
import { underTest } from "../../store/day-documents/under-test.ts";
import { describeArchive } from "../../store/archive.case.ts";
import { RecordingPublisher, RecordingSender } from "../../store/conformance/fixture.ts";
import { describeCounters } from "../../store/counters.case.ts";
import { describeUpkeep } from "../../store/upkeep.case.ts";
import { describeJobStore } from "../../store/job-store.case.ts";
import { awsDialect, type Dialect } from "../../store/objects/s3/dialect.ts";
import { anotherHandle, freshPrefix, makeBucket, openBucket, s3Engines } from "./bucket.ts";

for (const engine of s3Engines()) {
  if ("missing" in engine) {
    test.skip(`${engine.name}: ${engine.missing}`);
    continue;
  }
  let dialect: Dialect = awsDialect;
  beforeAll(async () => {
    await makeBucket(engine);
    ({ dialect } = await openBucket(engine, freshPrefix()));
  });

  const whole = () => {
    const prefix = freshPrefix();
    return underTest(1, () => anotherHandle(engine, prefix, dialect));
  };
  describeCounters(`Documents on ${engine.name}`, () => {
    const { clock, open } = whole();
    return {
      clock,
      open: () => {
        const { counters, documents } = open({ publisher: new RecordingPublisher(), sender: new RecordingSender() });
        return { counters, objects: documents.medium.objects };
      },
    };
  });
  describeJobStore(`DayDocuments on ${engine.name}`, whole);
  describeArchive(`DayDocuments on ${engine.name}`, whole);
  describeUpkeep(`DayDocuments on ${engine.name}`, whole);
}
