import { describe, expect, it } from "vitest";
import { tombstone } from "../../domain/sealed-view.ts";
import { tokenSecrets } from "../../domain/token.ts";
import { sealTrackedView, viewSecretsOf } from "../../store/tracked-views/view-cipher.ts";
import type { TrackedJob } from "../../http/client.ts";
import { steppedBrowser } from "../shared/stepped-browser.ts";
import type { Read, ReadClient } from "./read-client.ts";
import { createJobReader } from "./job-reader.ts";
import { sampleTracked } from "./tracked.sample.ts";

const token = "abcdefghijklmnopqrstuvwxyz012345";
const sealed = (rev: number, of = token) =>
  new Response(
    sealTrackedView(viewSecretsOf(of), rev, JSON.stringify(sampleTracked({ rev })), new Uint8Array(12)).slice().buffer,
  );
const noise = () => new Response(tombstone(9, (count) => new Uint8Array(count).fill(7)).slice().buffer);
const notFound: Read<TrackedJob> = { ok: false, status: 404 };

const setUp = (
  edge: () => Promise<Response> | Response,
  api: Read<TrackedJob> = notFound,
  browser = steppedBrowser(0),
) => {
  const calls: string[] = [];
  const client = {
    getTracking: () => {
      calls.push("api");
      return Promise.resolve(api);
    },
  } as unknown as ReadClient;
  const fetcher = (url: unknown) => {
    calls.push(String(url));
    return Promise.resolve(edge());
  };
  return { calls, reader: createJobReader(token, client, fetcher, browser) };
};

describe("reading the job", () => {
  it("opens the encrypted view and makes no API call", async () => {
    const { reader, calls } = setUp(() => sealed(4));
    expect(await reader.read()).toMatchObject({ kind: "job", job: { rev: 4 } });
    expect(calls).toEqual([`/t/${(await tokenSecrets(token)).lookup}`]);
  });

  it.each([
    ["missing", () => new Response(null, { status: 404 })],
    ["not to be listed", () => new Response(null, { status: 403 })],
    ["a tombstone", noise],
    ["another job's view", () => sealed(4, "z".repeat(32))],
    ["an error page", () => new Response("<html>oh</html>")],
  ])("calls the API once if the view is %s", async (_, edge) => {
    const found = setUp(edge, { ok: true, value: sampleTracked({ rev: 7 }) });
    expect(await found.reader.read()).toMatchObject({ kind: "job", job: { rev: 7 } });
    const lost = setUp(edge);
    expect(await lost.reader.read()).toEqual({ kind: "gone" });
    expect(lost.calls.filter((call) => call === "api")).toHaveLength(1);
  });

  it("is unreachable while neither the view nor the API answers", async () => {
    expect(await setUp(() => Promise.reject(new TypeError("network"))).reader.read()).toEqual({ kind: "unreachable" });
    expect(await setUp(() => new Response(null, { status: 503 })).reader.read()).toEqual({ kind: "unreachable" });
    expect(await setUp(noise, { ok: false, status: 0 }).reader.read()).toEqual({ kind: "unreachable" });
  });

  it("does not show an older view, even after a reload, but calls the API", async () => {
    const newest: Read<TrackedJob> = { ok: true, value: sampleTracked({ rev: 5 }) };
    const browser = steppedBrowser(0);
    const before = setUp(() => sealed(4), newest, browser);
    before.reader.remember(5);
    before.reader.remember(3);
    expect(await before.reader.read()).toMatchObject({ job: { rev: 5 } });
    expect(await setUp(() => sealed(4), newest, browser).reader.read()).toMatchObject({ job: { rev: 5 } });
  });

  it("makes no call for a malformed token", async () => {
    const { calls } = setUp(() => sealed(1));
    const reader = createJobReader("short", {} as ReadClient, fetch, steppedBrowser(0));
    expect(await reader.read()).toEqual({ kind: "gone" });
    expect(calls).toEqual([]);
  });
});
