import type { WholeStore } from "../archive-stream.ts";
import type { Stores } from "../open-stores.ts";
import {
  Client,
  RecordingPublisher,
  RecordingSender,
  seededRandom,
  type JobStoreUnderTest,
  type SteppedClock,
  type TestParts,
} from "./fixture.ts";
import { RecordingTells, TestPlan } from "./message-fixture.ts";

/** A whole store, and what the suites do with it. */
export type TestedStore = Omit<WholeStore, Own> & Pick<Stores, Own>;
type Own = "jobs" | "upkeep" | "conversations" | "identity";

/** As for the job store's suite, with the ports that read and repair a whole store. */
export interface WholeStoreUnderTest extends JobStoreUnderTest {
  open(parts: TestParts): TestedStore;
}

/** One new store with a process on it, and more on request. All publish and send to the same fakes. */
export interface WholeWorld {
  client: Client;
  store: TestedStore;
  another: () => TestedStore;
  clock: SteppedClock;
  publisher: RecordingPublisher;
  sender: RecordingSender;
  tells: RecordingTells;
}

export const wholeWorldOf = ({ clock, open }: WholeStoreUnderTest, seed: number): WholeWorld => {
  const publisher = new RecordingPublisher();
  const sender = new RecordingSender();
  const plan = new TestPlan();
  const tells = new RecordingTells();
  const { append, hook } = tells;
  const another = () => open({ publisher, sender, plan, append, hook });
  const store = another();
  const client = new Client(store, { random: seededRandom(seed), clock, plan });
  return { client, store, another, clock, publisher, sender, tells };
};
