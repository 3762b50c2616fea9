import { beforeAll } from "vitest";
import { buildEdgeFunction } from "../../edge/build.ts";
import { emptyRoutingTable, parseEdgeCode, printEdgeCode } from "../../edge/edge-code.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import { FakeClock } from "../../test/harness/fake-clock.ts";
import { seededRandom } from "../../test/harness/seeded-random.ts";
import { cdnCases, type PutObject } from "./cdn.case.ts";
import { cloudFrontOn } from "./cloudfront/cloudfront-on-fake.ts";
import { FakeCdn, type FakeObject } from "./fake-cdn.ts";
import { openLocalCdn } from "./local/local-cdn.ts";

let logic = "";
beforeAll(async () => {
  logic = parseEdgeCode(await buildEdgeFunction({ table: emptyRoutingTable("site") })).logic;
});

cdnCases("the fake CDN", async () => {
  const pages = new Map<string, FakeObject>();
  const cdn = new FakeCdn({ clock: new FakeClock(), logic, origin: (key) => pages.get(key) ?? null });
  return { cdn, put: async (key, body, headers) => void pages.set(key, { body, headers }) };
});

cdnCases("CloudFront, through the real SDK on the fake", async () => {
  const pages = new Map<string, FakeObject>();
  const fake = new FakeCdn({ clock: new FakeClock(), logic, origin: (key) => pages.get(key) ?? null });
  return { cdn: cloudFrontOn(fake), put: async (key, body, headers) => void pages.set(key, { body, headers }) };
});

cdnCases("the local CDN", async () => {
  const objects = new MemoryObjectStore(() => 0);
  const cdn = openLocalCdn({
    objects,
    random: seededRandom(1),
    fetch: () => Promise.resolve(null),
    initial: (kind) => Promise.resolve(printEdgeCode({ promotion: null, table: emptyRoutingTable(kind), logic })),
  });
  const put: PutObject = async (key, body, headers) =>
    void (await objects.put(key, new TextEncoder().encode(body), "absent", headers));
  return { cdn, put };
});
