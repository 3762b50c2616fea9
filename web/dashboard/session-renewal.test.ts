import { expect, it } from "vitest";
import { createSessionRenewal } from "./session-renewal.ts";

const answering = (...statuses: number[]) => {
  const asked: [unknown, RequestInit | undefined][] = [];
  const fetcher: typeof fetch = (input, init) => {
    asked.push([input, init]);
    return Promise.resolve(new Response(null, { status: statuses.shift() ?? 200 }));
  };
  return { asked, fetcher };
};

it("repeats a refused call after a sign-in, with the same body and without its expired time limit", async () => {
  const { asked, fetcher } = answering(401, 401);
  const renewal = createSessionRenewal(fetcher);
  let told = 0;
  renewal.watch(() => (told += 1));
  const init = { method: "PATCH", body: "{}", signal: AbortSignal.timeout(60_000) };
  const answers = Promise.all([renewal.fetcher("/api/v1/jobs/1", init), renewal.fetcher("/api/v1/board")]);
  await new Promise<void>((resolve) => void setImmediate(resolve));
  expect([told, asked.length]).toEqual([1, 2]);
  renewal.renewed();
  expect((await answers).map(({ status }) => status)).toEqual([200, 200]);
  expect(asked[2]).toEqual(["/api/v1/jobs/1", { method: "PATCH", body: "{}" }]);
});

it("passes on refused sign-ins, and every refusal before `watch`", async () => {
  const { asked, fetcher } = answering(401, 401);
  const renewal = createSessionRenewal(fetcher);
  expect((await renewal.fetcher("/api/v1/board")).status).toBe(401);
  renewal.watch(() => expect.unreachable());
  expect((await renewal.fetcher("/api/v1/session", { method: "POST" })).status).toBe(401);
  expect(asked).toHaveLength(2);
});

it("does not ask again for a refusal that arrives after the sign-in", async () => {
  const late = Promise.withResolvers<Response>();
  const answers = [Promise.resolve(new Response(null, { status: 401 })), late.promise];
  const renewal = createSessionRenewal(() => answers.shift() ?? Promise.resolve(new Response()));
  let told = 0;
  renewal.watch(() => (told += 1));
  const calls = [renewal.fetcher("/api/v1/jobs/1"), renewal.fetcher("/api/v1/board")];
  await new Promise<void>((resolve) => void setImmediate(resolve));
  renewal.renewed();
  late.resolve(new Response(null, { status: 401 }));
  expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200]);
  expect(told).toBe(1);
});
