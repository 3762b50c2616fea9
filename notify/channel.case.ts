import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Channel, Outcome } from "./channel.ts";

/** A channel under test, its provider, and what the provider has received. */
export interface ChannelUnderTest {
  channel: Channel;
  to: string;
  /** The texts that the provider accepted. */
  received(): string[];
  /** Makes the next call refused for good, or fail. */
  refuseNext: () => void;
  failNext: () => void;
  /** Accepts the next message, and loses the answer. */
  loseAnswer: () => void;
  close(): Promise<void>;
}

/** The suite that every adapter passes. An adapter from which nothing leaves the process can lose no answer. */
export const testChannel = (
  name: string,
  open: () => Promise<ChannelUnderTest>,
  { losesAnswers }: { losesAnswers: boolean },
): void => {
  describe(`the ${name} channel`, () => {
    let under: ChannelUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());
    const send = (text: string, id = "m1"): Promise<Outcome> =>
      under.channel.send({ id, to: under.to, subject: "Booked", text });

    test("accepts a message, gives it an id, and delivers its text", async () => {
      const outcome = await send("See you on Tuesday.");
      expect(outcome).toEqual({ outcome: "accepted", provider_id: expect.stringMatching(/./) });
      expect(under.received()).toEqual([expect.stringContaining("See you on Tuesday.")]);
    });

    test("ends a call well within a third of its lease", () => {
      expect(under.channel.timeout_ms).toBeGreaterThan(0);
      expect(under.channel.timeout_ms).toBeLessThanOrEqual(9_000);
    });

    test("sends nothing to verify its account", async () => {
      expect(await under.channel.verify()).toMatchObject({ outcome: "accepted" });
      expect(under.received()).toEqual([]);
    });

    test("says that a refusal is for good, and why", async () => {
      under.refuseNext();
      const outcome = await send("See you on Tuesday.");
      expect(outcome).toEqual({ outcome: "refused", code: expect.stringMatching(/./), reason: expect.any(String) });
      expect(under.received()).toEqual([]);
    });

    test("says that a failure was not accepted", async () => {
      under.failNext();
      expect(await send("See you on Tuesday.")).toMatchObject({ outcome: "down", code: expect.stringMatching(/./) });
      expect(await send("See you on Wednesday.", "m2")).toMatchObject({ outcome: "accepted" });
      expect(under.received()).toHaveLength(1);
    });

    if (!losesAnswers) return;
    test("never says that a message failed whose answer was lost", async () => {
      under.loseAnswer();
      expect(await send("See you on Tuesday.")).toMatchObject({ outcome: "unknown" });
      expect(under.received()).toHaveLength(1);
    });
  });
};
