import { describe, expect, it } from "vitest";
import { previewSecret } from "../../edge/preview-link.ts";
import { seededRandom } from "../../test/harness/seeded-random.ts";
import { deploy } from "../promotion/deploy.ts";
import { promote } from "../promotion/promote.ts";
import { readStatus } from "../promotion/status.ts";
import { openDeployWorld, smallRelease } from "../promotion/release-world.ts";
import { relockStaging, readStagingAccess } from "./close-staging.ts";

const [old, next] = [1, 2].map((seed) => previewSecret(seededRandom(seed).bytes(32)));
if (old === undefined || next === undefined) throw new Error("Two secrets are made above");
const source = { commit: null, dirty: false };
const linkOf = (secret: string) => `https://staging.example/#preview=${secret}`;

describe("a new preview link", () => {
  const openWorld = async () => {
    const world = await openDeployWorld({ previewSecret: old });
    const lines: string[] = [];
    const ann = { ...world.deployer("ann"), progress: (line: string) => void lines.push(line) };
    const withSecret = (secret: string, cdn = world.another({ previewSecret: secret })) => ({
      ...ann,
      cdn,
      preview: { secret, closed: true },
    });
    const release = await smallRelease("one");
    await deploy(withSecret(old), release, { source, manual: true });
    await promote(withSecret(old), { release: null, only: null, dryRun: false, manual: true });
    const opens = async (secret: string, path = "/book/") =>
      (await world.another({ previewSecret: secret }).fetchPage("staging", path)).outcome === "answered" &&
      (await world.another({ previewSecret: secret }).fetchPage("staging", path));
    return { ...world, lines, withSecret, opens, release };
  };

  it("opens staging immediately, and the old link stops working", async () => {
    const { withSecret, opens, lines, release, cdn } = await openWorld();
    expect(await opens(old)).toMatchObject({ status: 200 });
    cdn.calls.length = 0;
    expect(await relockStaging(withSecret(next))).toEqual({ closed: true, link: linkOf(next), another: false });
    expect(await opens(next)).toMatchObject({ status: 200, body: expect.stringContaining(release.id) });
    for (const path of ["/book/", "/track/x", "/healthz"])
      expect(await opens(old, path)).toMatchObject({ status: 404 });
    // The link is in the result only: not in the progress and not in the function.
    expect(lines.join("\n")).not.toContain(next);
    const code = await cdn.getFunction("staging", "LIVE");
    expect(code.outcome === "found" && code.code.includes(next)).toBe(false);
    const status = await readStatus(withSecret(next));
    expect([status.differences, status.open]).toEqual([[], null]);
    // The next deploy keeps it.
    const { look } = await deploy(withSecret(next), await smallRelease("two"), { source, manual: true });
    expect(look.link).toBe(linkOf(next));
  });

  it("that never reached staging is reported, and repeating the change finishes it", async () => {
    const { withSecret, opens, another } = await openWorld();
    const refusing = another({ previewSecret: next });
    refusing.updateFunction = () => Promise.resolve({ outcome: "refused", reason: "AccessDenied" });
    await expect(relockStaging(withSecret(next, refusing))).rejects.toThrow("AccessDenied");
    expect(await opens(old)).toMatchObject({ status: 200 });
    expect(await readStagingAccess(withSecret(next))).toEqual({ closed: true, link: linkOf(next), another: true });
    expect((await readStatus(withSecret(next))).differences.map(({ text }) => text)).toContain(
      "Staging accepts another preview link than the newest one. Fix it with tailboard preview --new-link.",
    );
    await relockStaging(withSecret(next));
    expect([await opens(old), (await readStatus(withSecret(next))).differences]).toEqual([
      expect.objectContaining({ status: 404 }),
      [],
    ]);
  });

  it("is refused if a deploy is faster", async () => {
    const { withSecret, another } = await openWorld();
    const slow = another({ previewSecret: next });
    slow.updateFunction = () => Promise.resolve({ outcome: "conflict" });
    await expect(relockStaging(withSecret(next, slow))).rejects.toThrow("Another deploy was faster");
  });

  it("changes nothing if staging is open", async () => {
    const { withSecret, cdn, opens } = await openWorld();
    const open = { ...withSecret(old), preview: { secret: old, closed: false } };
    await deploy(open, await smallRelease("one"), { source, manual: true });
    cdn.calls.length = 0;
    expect(await relockStaging(withSecret(next))).toEqual({
      closed: false,
      link: "https://staging.example",
      another: false,
    });
    expect(await opens("nothing")).toMatchObject({ status: 200 });
  });
});
