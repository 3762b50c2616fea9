import { expect, it } from "vitest";
import { FakeClock } from "../../test/harness/fake-clock.ts";
import { publishApi } from "./api-pointer.ts";
import { FakeApiHost } from "./fake-api-host.ts";

const zip = new TextEncoder().encode("api");
const publish = (api: FakeApiHost) => publishApi({ api, clock: new FakeClock() }, zip, () => undefined);
const reads = (api: FakeApiHost) => api.calls.filter((call) => call === "read code").length;

it("makes a version once the upload is applied", async () => {
  // The first read precedes the upload. The upload settles after 58 more reads, so the 60th read finds it applied.
  const api = new FakeApiHost({ settles: 58 });
  expect(await publish(api)).toMatchObject({ version: "2", uploaded: true });
  expect(reads(api)).toBe(60);
});

it("reads the code 60 times at most while the upload is not applied", async () => {
  const api = new FakeApiHost({ settles: 59 });
  await expect(publish(api)).rejects.toThrow("AWS did not finish applying the API's upload in time");
  expect(reads(api)).toBe(60);
  expect(api.calls).not.toContain("publish version");
});
