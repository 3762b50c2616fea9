import { expect, it } from "vitest";
import { laterPart } from "./later-part.ts";

it("imports again under another address, because a browser may remember the failure", async () => {
  const load = laterPart<{ url: string }>("data:text/javascript,export const url = import.meta.url;//");
  const urls = [await load(), await load(), await load()].map((part) => /\/\/(.*)$/.exec(part?.url ?? "")?.[1]);
  expect(urls).toEqual(["", "?2", "?3"]);
});

it("gives null for a part that cannot be loaded", async () => {
  expect(await laterPart("data:text/javascript,throw new Error('away');//")()).toBeNull();
});
