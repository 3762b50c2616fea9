import { expect, it } from "vitest";
import { createPrefetch, firstCalls } from "./prefetch.ts";

const counting = () => {
  const asked: string[] = [];
  const fetcher: typeof fetch = (input) => {
    asked.push(input as string);
    return Promise.resolve(new Response(String(asked.length)));
  };
  return { asked, fetcher };
};

it("gives a prefetched answer to the first call, and requests it again for the next", async () => {
  const { asked, fetcher } = counting();
  const start = createPrefetch(fetcher);
  start.begin(["/api/v1/board", "/api/v1/settings"]);
  expect(asked).toHaveLength(2);
  expect(await (await start.fetcher("/api/v1/board")).text()).toBe("1");
  expect(await (await start.fetcher("/api/v1/board")).text()).toBe("3");
  expect(asked).toEqual(["/api/v1/board", "/api/v1/settings", "/api/v1/board"]);
});

it("does not answer a change or a conditional request", async () => {
  const { asked, fetcher } = counting();
  const start = createPrefetch(fetcher);
  start.begin(["/api/v1/board"]);
  await start.fetcher("/api/v1/board", { headers: { "if-none-match": '"1"' } });
  await start.fetcher("/api/v1/board", { method: "POST" });
  expect(asked).toHaveLength(3);
});

it("passes a failure to the call that takes it", async () => {
  const start = createPrefetch(() => Promise.reject(new TypeError("no line")));
  start.begin(["/api/v1/board"]);
  await expect(start.fetcher("/api/v1/board")).rejects.toThrow("no line");
});

it("lists the first calls of each page", () => {
  expect(firstCalls({ place: "board", day: "2026-11-27" })).toEqual([
    "/api/v1/board?day=2026-11-27",
    "/api/v1/settings",
  ]);
  expect(firstCalls({ place: "jobs", day: null })).toEqual(["/api/v1/settings"]);
  expect(firstCalls({ place: "people", day: null })).toEqual([]);
});
