import { expect, test } from "vitest";
import type { Decide } from "../../domain/history.ts";
import type { Job } from "../../domain/job.ts";
import { unpriced } from "../../domain/price/pricing.ts";
import { approveQuote, type Approval } from "../../domain/quote/approve-quote.ts";
import { declineQuote } from "../../domain/quote/end-request.ts";
import { sendQuote } from "../../domain/quote/send-quote.ts";
import { afternoon, friday, morning, sunday, thursday, type Client } from "./fixture.ts";
import type { OpenWorld } from "./world.ts";

const today = "2026-11-20";
const offer = (valid_until: string, message = "Two trucks"): Decide => {
  const price = { ...unpriced("USD"), state: "firm" as const };
  return (job, at) => sendQuote(job, { price, items: [], valid_until, message }, at);
};
const approval = (change: Partial<Approval> = {}): Decide => {
  const yes = { version: 1, name: "Ana", how: "link", day: friday, window: morning, ...change } as const;
  return (job, at) => approveQuote(job, yes, today, at);
};
/** A request that the office quoted. */
const quoted = async (client: Client, validUntil = thursday): Promise<Job> => {
  const { job } = await client.create({ day: null });
  await client.change(job.id, (now) => ({ next: { ...now, status: "requested" }, what: "requested" }));
  return (await client.change(job.id, offer(validUntil))).job;
};
const sweep = (client: Client) => client.insist(() => client.jobs.sweep());
const hour = 3_600_000;
/** From the start of the clock to midnight after `thursday`, in the time zone of the store. */
const untilFriday = 6 * 24 * hour + 15 * hour;

export const describeQuotes = (open: OpenWorld): void => {
  test("41: a quote without an answer is cancelled after its last day, once, by any process", async () => {
    const { client, another, clock } = await open();
    const { id } = await quoted(client);
    await client.settle();
    clock.pass(untilFriday - 1);
    await sweep(another());
    expect((await client.find(id)).status).toBe("quoted");
    clock.pass(1);
    const others = [another(), another(), another()];
    await Promise.all(others.map(sweep));
    await sweep(another());
    const expired = await client.find(id);
    expect(expired).toMatchObject({ status: "cancelled", ended_by: { kind: "expired" } });
    expect(expired.history.filter(({ what }) => what === "expired")).toMatchObject([{ by: { kind: "system" } }]);
  });

  test("41: an expiry that the office undoes stays undone", async () => {
    const { client, another, clock } = await open();
    const { id } = await quoted(client);
    clock.pass(untilFriday);
    await sweep(client);
    const { job } = await client.undo(id);
    expect([job.status, job.ended_by, job.ended_at]).toEqual(["quoted", undefined, null]);
    clock.pass(48 * hour);
    await sweep(another());
    expect((await client.find(id)).status).toBe("quoted");
    // A revised quote expires again.
    await client.change(id, offer(sunday));
    clock.pass(48 * hour);
    await sweep(another());
    expect((await client.find(id)).ended_by).toEqual({ kind: "expired" });
  });

  test("a revised quote expires after its new last day, and an answered one never", async () => {
    const { client, another, clock } = await open();
    const [revised, approved, declined] = [await quoted(client), await quoted(client), await quoted(client)];
    await client.change(revised.id, offer(friday));
    await client.change(approved.id, approval());
    await client.change(declined.id, (job, at) => declineQuote(job, "Too expensive", at));
    await client.settle();
    const states = async () => {
      await sweep(another());
      const jobs = await Promise.all([revised, approved, declined].map(({ id }) => client.find(id)));
      return jobs.map(({ status, ended_by: ended }) => ended?.kind ?? status);
    };
    clock.pass(untilFriday);
    expect(await states()).toEqual(["quoted", "booked", "declined"]);
    clock.pass(24 * hour);
    expect(await states()).toEqual(["expired", "booked", "declined"]);
  });

  test("8: a request and a quote hold no opening, and an approval takes it in the same change", async () => {
    const { client } = await open();
    const { id } = await quoted(client);
    expect(await client.taken(friday, morning)).toBe(0);
    const { job } = await client.change(id, approval());
    expect(job).toMatchObject({ status: "booked", quote: { approved: { version: 1, name: "Ana" } } });
    expect(await client.taken(friday, morning)).toBe(1);
    await client.undo(id);
    expect((await client.find(id)).status).toBe("quoted");
    expect(await client.taken(friday, morning)).toBe(0);
  });

  test("40: an approval for a full window is refused, and the quote stands", async () => {
    const { client } = await open();
    const { id } = await quoted(client);
    for (let index = 0; index < 3; index += 1) await client.create();
    await expect(client.change(id, approval())).rejects.toMatchObject({ code: "window_full" });
    expect(await client.find(id)).toMatchObject({ status: "quoted", visits: [{ day: null }] });
    expect(await client.taken(friday, morning)).toBe(3);
    await client.change(id, approval({ window: afternoon }));
    expect(await client.taken(friday, afternoon)).toBe(1);
  });

  test("39: of an approval and a revision at the same time, the home day decides", async () => {
    const { client, another } = await open();
    const { id } = await quoted(client);
    const [approve, revise] = await Promise.allSettled([
      another().change(id, approval()),
      another().change(id, offer(friday, "Three trucks")),
    ]);
    const { status, quote } = await client.find(id);
    if (approve.status === "fulfilled") {
      expect([status, quote?.version]).toEqual(["booked", 1]);
      expect(revise).toMatchObject({ reason: { code: "transition_not_allowed" } });
    } else {
      expect([status, quote?.version]).toEqual(["quoted", 2]);
      expect(approve).toMatchObject({ reason: { code: "price_changed", facts: { version: 2 } } });
    }
    expect(await client.taken(friday, morning)).toBe(status === "booked" ? 1 : 0);
  });
};
