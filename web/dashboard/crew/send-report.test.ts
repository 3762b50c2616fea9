import { expect, it } from "vitest";
import { problems, type Problem } from "../../../http/problem.ts";
import type { Job } from "../../../http/api-client.ts";
import type { CrewApi } from "./crew-api.ts";
import { sendReport } from "./send-report.ts";

const at = Date.parse("2026-11-27T16:00:00.000Z");
const change = { key: "key-1", job: "261127-7K3Q", visit: "v2", state: "done", at, customer: "Mark" } as const;
const refused = (field: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: {
    type: "",
    ...problems.invalid,
    code: "invalid",
    detail: "",
    request_id: "",
    errors: [{ field, code: "out_of_range", message: "" }],
  },
});

/** Sends one tap. `answers` are what the server answers, in order. */
const send = async (now: number, details = {}, answers: (string | null)[] = []) => {
  const sent: unknown[] = [];
  const call =
    (name: string): CrewApi["setVisitState"] =>
    ({ body, key }) => {
      sent.push([name, key, body]);
      const field = answers.shift() ?? null;
      return Promise.resolve(field === null ? { ok: false, problem: null } : refused(field));
    };
  const silent = () => Promise.resolve({ ok: false, problem: null } as const);
  const api = {
    setVisitState: call("state"),
    weighVisit: call("weight") as unknown as CrewApi["weighVisit"],
    getJob: silent,
    setPrice: silent,
  };
  await sendReport(api, { now: () => now }, { ...change, details });
  return sent;
};

it("names the time of a tap only if it waited on the phone", async () => {
  expect(await send(at + 5_000)).toEqual([["state", "key-1", { state: "done" }]]);
  expect(await send(at + 600_000)).toEqual([["state", "key-1", { state: "done", at: "2026-11-27T16:00:00.000Z" }]]);
});

it("sends again without a time that the server refuses", async () => {
  expect(await send(at + 600_000, { unit: "T15-02" }, ["/at"])).toEqual([
    ["state", "key-1", { state: "done", unit: "T15-02", at: "2026-11-27T16:00:00.000Z" }],
    ["state", "key-1", { state: "done", unit: "T15-02" }],
  ]);
  expect(await send(at + 600_000, {}, ["/unit"])).toHaveLength(1);
});

it("keeps the weight until the state arrived", async () => {
  expect(await send(at, { weight: { net_tons: 2.48 } })).toEqual([["state", "key-1", { state: "done" }]]);
});

it("sends a load with the newest revision and the key of its tap, and never sets the state again", async () => {
  const sent: unknown[] = [];
  let rev = 4;
  const stale: Problem = { type: "", ...problems.stale, code: "stale", detail: "", request_id: "" };
  const job = () => ({ id: change.job, rev }) as Job;
  const unused = () => expect.fail("A load sets no state");
  const price = { items: [{ id: "half-load", quantity: 1 }], reason: "The load on site" };
  const answer = await sendReport(
    {
      setVisitState: unused,
      weighVisit: unused,
      getJob: () => Promise.resolve({ ok: true, replayed: false, value: job() }),
      setPrice: ({ rev: seen, key, body }) => {
        sent.push([seen, key, body]);
        // The office saved while the phone was reading.
        if (sent.length === 1) {
          rev = 5;
          return Promise.resolve({ ok: false, problem: stale });
        }
        return Promise.resolve({ ok: true, replayed: false, value: job() });
      },
    },
    { now: () => at },
    { ...change, state: "on_site", details: { price } },
  );
  expect(answer).toMatchObject({ ok: true, value: { rev: 5 } });
  expect(sent).toEqual([
    [4, "key-1", price],
    [5, "key-1", price],
  ]);
});
