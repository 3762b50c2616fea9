import { expect, it } from "vitest";
import { marksJob } from "../job.fixture.ts";
import type { MessageNews } from "../message/message-news.ts";
import { eventIdOf, messageEventIdOf, readEventId, readPlace } from "./event.ts";

const news: MessageNews = {
  type: "message.failed",
  message: "A-b_c4567890123456789z",
  job: marksJob().id,
  at: "2026-12-01T12:00:00.000Z",
};

it("differs for two messages of one change, and is the same each time that it is queued", () => {
  const [text, email] = [messageEventIdOf(news), messageEventIdOf({ ...news, message: "another" })];
  expect(text).not.toBe(email);
  expect(messageEventIdOf({ ...news })).toBe(text);
  expect(messageEventIdOf({ ...news, type: "message.received" })).not.toBe(text);
});

it("says the time, the job and the type", () => {
  expect(readEventId(messageEventIdOf(news))).toEqual({ at: news.at, job: news.job, rev: 0, type: "message.failed" });
  const ofNoJob = messageEventIdOf({ ...news, job: null });
  expect(readEventId(ofNoJob)).toMatchObject({ job: null });
  expect(readPlace(ofNoJob)).toMatchObject({ at: news.at, job: "" });
});

it("of a change is the same later, also after the change left the history", () => {
  const job = marksJob();
  const [entry] = job.history;
  const id = eventIdOf(job, entry?.id ?? "", "job.created");
  const later = {
    ...job,
    rev: job.rev + 1,
    history: [...job.history, ...job.history.map((one) => ({ ...one, id: "later" }))],
  };
  expect(eventIdOf(later, entry?.id ?? "", "job.created")).toBe(id);
  const gone = { ...job, history: [] };
  expect(eventIdOf(gone, "c1", "job.updated")).toBe(eventIdOf({ ...gone, rev: 9 }, "c1", "job.updated"));
  expect(eventIdOf(gone, "c1", "job.updated")).not.toBe(eventIdOf(gone, "c2", "job.updated"));
});
