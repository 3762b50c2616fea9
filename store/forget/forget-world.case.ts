import type { Job } from "../../domain/job.ts";
import { MemoryObjectStore } from "../adapters/memory/memory-object-store.ts";
import {
  Client,
  morning,
  RecordingPublisher,
  RecordingSender,
  saturday,
  seededRandom,
  SteppedClock,
} from "../conformance/fixture.ts";
import { noTelling } from "../conformance/message-fixture.ts";
import { openStores } from "../open-stores.ts";
import type { ObjectStore } from "../port/object-store.ts";

const phone = "+16195550142";
const contact = { kind: "phone", value: phone } as const;

/** A store in memory, its clock, and processes on it. */
export const openForgetWorld = () => {
  const clock = new SteppedClock();
  const objects = new MemoryObjectStore(() => clock.now());
  let processes = 0;
  const open = (wrapped: ObjectStore = objects) => {
    processes += 1;
    const random = seededRandom(processes);
    const { plan, append, hook } = noTelling;
    const [publisher, sender] = [new RecordingPublisher(), new RecordingSender()];
    const stores = openStores({
      objects: wrapped,
      clock,
      random,
      process: `process-${processes}`,
      timeZone: "America/Los_Angeles",
      takesTurns: false,
      spread_bytes: 4_096,
      report: () => undefined,
      publisher: () => publisher,
      plan: () => plan,
      sender: () => sender,
      append: () => append,
      hook: () => hook,
    });
    return { ...stores, publisher, driver: new Client(stores, { random, clock }) };
  };
  return { clock, objects, open };
};

/** A cancelled job that was moved once, with a conversation of more than one page. */
export const cancelledJob = async (world: ReturnType<typeof openForgetWorld>, messages = 3): Promise<Job> => {
  const { driver, jobs, conversations } = world.open();
  const { job } = await driver.create({ name: "Philomena", phone, email: "philomena@example.com" });
  await driver.move(job.id, saturday, morning);
  const received = { contact, name: "Philomena", via: "text", needs_reply: true, job: job.id } as const;
  for (let index = 0; index < messages; index += 1) {
    const at = `2026-11-20T17:00:${String(index % 60).padStart(2, "0")}.000Z`;
    await conversations.receive({ ...received, id: `m${index}`, at, text: `The couch, ${index}` });
  }
  await driver.cancel(job.id);
  await driver.settle();
  return (await jobs.find(job.id)) ?? job;
};
