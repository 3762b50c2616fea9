import {
  Client,
  RecordingPublisher,
  RecordingSender,
  seededRandom,
  type JobStoreUnderTest,
  type SteppedClock,
} from "./fixture.ts";
import { RecordingTells, TestPlan } from "./message-fixture.ts";

/** One new store, a first process on it, and more on request. All publish and send to the same fakes. */
export interface World {
  client: Client;
  /** Opens another process on the same store. */
  another: (parts?: { publisher?: RecordingPublisher; sender?: RecordingSender }) => Client;
  clock: SteppedClock;
  publisher: RecordingPublisher;
  sender: RecordingSender;
  tells: RecordingTells;
}

export type OpenWorld = () => Promise<World>;

export const worldOf = ({ clock, open }: JobStoreUnderTest, seed: number): World => {
  const random = seededRandom(seed);
  const publisher = new RecordingPublisher();
  const sender = new RecordingSender();
  const tells = new RecordingTells();
  const plan = new TestPlan();
  const { append, hook } = tells;
  const another: World["another"] = (parts = {}) =>
    new Client(open({ publisher, sender, plan, append, hook, ...parts }), { random, clock, plan });
  return { client: another(), another, clock, publisher, sender, tells };
};
