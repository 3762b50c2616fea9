import { randomBytes } from "node:crypto";
import { cp, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { documentKeys } from "../store/documents/document-keys.ts";
import { damageLog } from "../test/harness/damage-log.ts";
import { seedDays } from "../test/harness/seed-days.ts";
import { daysInFolder, openTerminal, type TestTerminal } from "./test-terminal.ts";

let terminal: TestTerminal;
beforeEach(async () => {
  const opened = await openTerminal();
  // All processes of a test share one clock, which keeps running between them.
  const clock = { TAILBOARD_CLOCK: String(Math.round((Date.parse("2026-11-23T18:00:00Z") - Date.now()) / 1000)) };
  terminal = { ...opened, run: (argv, more = {}, input) => opened.run(argv, { ...clock, ...more }, input) };
});
afterEach(() => terminal.close());

const at = (name: string) => ({ TAILBOARD_STORE: `sqlite:${join(terminal.folder, name)}` });
const jobsIn = async (store: Record<string, string> = {}): Promise<unknown[]> => {
  const shown = await terminal.run(["jobs", "export"], store);
  return shown.json<unknown[]>().toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
};
const fill = async (count: number): Promise<void> => {
  const entries = Array.from({ length: count }, (_, index) => {
    const day = `2026-03-${String((index % 28) + 1).padStart(2, "0")}`;
    return {
      id: `job-${index}`,
      tracking_token: randomBytes(24).toString("base64url"),
      location: `${index} Elm St, San Diego, CA 92122`,
      status: "booked",
      pricing: { type: "flat", amount: 600 },
      created: `${day}T20:00:00Z`,
      updated: `${day}T21:00:00Z`,
    };
  });
  const file = join(terminal.folder, "jobs.json");
  await writeFile(file, JSON.stringify(entries));
  const imported = await terminal.run(["jobs", "import", file, "--json"]);
  if (imported.code !== 0) throw new Error(imported.stdout + imported.stderr);
};

describe("backup and restore", () => {
  test("a restored store has the same jobs and digest, and the doctor finds no problem", async () => {
    await fill(30);
    const file = join(terminal.folder, "one.backup");
    const backup = await terminal.run(["backup", file, "--json"]);
    expect([backup.code, backup.stderr]).toEqual([0, ""]);
    const { digest, counts } = backup.json<{ digest: string; counts: { jobs: number } }>();
    expect(counts.jobs).toBe(30);
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    const restored = await terminal.run(["restore", file, "--json"], at("other"));
    expect([restored.code, restored.stderr]).toEqual([0, ""]);
    expect(restored.json()).toMatchObject({ digest, counts, verified: true, left: [] });
    expect(await jobsIn(at("other"))).toEqual(await jobsIn());
    expect((await terminal.run(["doctor", "--json"], at("other"))).json()).toEqual({ mended: [], left: [] });
    const again = await terminal.run(["backup", join(terminal.folder, "two.backup"), "--json"], at("other"));
    expect(again.json()).toMatchObject({ digest });
  });

  test("describe the backup and the restore", async () => {
    await fill(2);
    const file = join(terminal.folder, "one.backup");
    expect((await terminal.run(["backup", file])).stdout).toMatch(
      /^Wrote .*one\.backup, as of \S+: 2 jobs on 2 days, .*keep it private\.\nDigest [0-9a-f]{64}\n$/,
    );
    const { stdout } = await terminal.run(["restore", file], at("other"));
    expect(stdout).toMatch(/^Restored .*one\.backup, as of \S+: 2 jobs on 2 days, /);
    expect(stdout).toMatch(/Verified: the store matches the file, digest [0-9a-f]{64}/);
  });

  test("do not replace an existing file or fill a store that is not empty", async () => {
    await fill(2);
    const file = join(terminal.folder, "one.backup");
    await terminal.run(["backup", file]);
    const twice = await terminal.run(["backup", file, "--json"]);
    expect(twice.code).toBe(1);
    expect(twice.json()).toMatchObject({ code: "invalid", detail: expect.stringMatching(/already exists/) });
    expect((await terminal.run(["backup", file, "--force"])).code).toBe(0);
    const full = await terminal.run(["restore", file, "--json"]);
    expect(full.code).toBe(1);
    expect(full.json()).toMatchObject({ code: "invalid", detail: expect.stringMatching(/not empty: it has jobs of/) });
  });

  test("a truncated file is refused before a store is created", async () => {
    await fill(2);
    const file = join(terminal.folder, "one.backup");
    await terminal.run(["backup", file]);
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length - 9));
    const refused = await terminal.run(["restore", file, "--json"], at("other"));
    expect(refused.code).toBe(1);
    expect(refused.json()).toMatchObject({ detail: `${file} is cut off.` });
    await expect(stat(join(terminal.folder, "other"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

test("a backup of many days, and its restore, run in a heap too small to hold them", async () => {
  await terminal.withObjects((objects) => seedDays(objects, "2026-11-23", 80));
  const file = join(terminal.folder, "large.backup");
  // The program alone needs 26 MB; the days would add more than 48.
  const made = await terminal.run(["backup", file, "--json"], { NODE_OPTIONS: "--max-old-space-size=32" });
  expect(made.json()).toMatchObject({ counts: { jobs: 10_000, days: 80 } });
  const roomier = { ...at("other"), NODE_OPTIONS: "--max-old-space-size=56" };
  const restored = await terminal.run(["restore", file, "--json"], roomier);
  expect(restored.json()).toMatchObject({ counts: { jobs: 10_000 }, verified: true });
  expect([made.code, restored.code]).toEqual([0, 0]);
});

describe("a missing, empty or incomplete store", () => {
  test("doctor and backup refuse a missing folder, and backup refuses an empty one", async () => {
    const typo = at("typo");
    const file = join(terminal.folder, "one.backup");
    for (const argv of [["doctor"], ["backup", file]]) {
      const refused = await terminal.run(argv, typo);
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/There is no folder .*typo\./)]);
    }
    await mkdir(join(terminal.folder, "typo"));
    const nothing = await terminal.run(["backup", file], typo);
    expect([nothing.code, nothing.stderr]).toEqual([
      1,
      expect.stringMatching(/There is no Tailboard store in .*typo\./),
    ]);
    await terminal.run(["jobs", "list"], typo);
    const empty = await terminal.run(["backup", file, "--json"], typo);
    expect(empty.code).toBe(1);
    expect(empty.json()).toMatchObject({ detail: expect.stringMatching(/^sqlite:.* is empty: it has no jobs/) });
    expect(await readdir(terminal.folder)).not.toContain("one.backup");
  });

  test("a store stays usable if its restore record is unreadable, and the doctor reports it", async () => {
    await fill(1);
    await terminal.withObjects((objects) =>
      objects.put(documentKeys.adoption, new TextEncoder().encode("half of a"), "absent"),
    );
    const listed = await terminal.run(["jobs", "list", "--all", "--json"]);
    expect([listed.code, listed.json<{ items: unknown[] }>().items.length]).toEqual([0, 1]);
    const found = await terminal.run(["doctor", "--json"]);
    expect(found.json()).toMatchObject({ left: [{ kind: "unreadable_document", where: documentKeys.adoption }] });
  });

  test("an interrupted backup leaves no file", async () => {
    await terminal.withObjects((objects) => seedDays(objects, "2026-11-23", 100));
    const child = terminal.start(["backup", join(terminal.folder, "one.backup")]);
    const ended = new Promise<number | null>((resolve) => void child.on("close", resolve));
    // Wait for the first write instead of a time.
    const names = async () => (await readdir(terminal.folder)).filter((name) => name.startsWith("one.backup"));
    while (child.exitCode === null && (await names()).length === 0) await new Promise(setImmediate);
    child.kill("SIGINT");
    expect(await ended).toBe(1);
    expect(await names()).toEqual([]);
  });

  test("an error of the file system is explained", async () => {
    await fill(1);
    const nowhere = await terminal.run(["backup", join(terminal.folder, "none/one.backup")]);
    expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining("the folder does not exist (ENOENT)")]);
  });
});

describe("the doctor", () => {
  test("finds no problem in an empty store, and names the owner's next step", async () => {
    await terminal.run(["jobs", "list"]);
    const { code, stdout } = await terminal.run(["doctor"]);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^No problems found\.\n\nNext for your messages:\n {2}- Customers get no messages yet\./),
    ]);
  });

  test("reports a damaged day, repairs it and keeps the bytes in quarantine; a backup refuses to skip it", async () => {
    await fill(3);
    await terminal.run(["jobs", "cancel", idOf((await jobsIn())[0]), "--reason", "No longer needed"]);
    await terminal.withObjects((objects) => damageLog(objects, "days/2026-03-01"));

    const found = await terminal.run(["doctor", "--json"]);
    expect(found.code).toBe(1);
    expect(found.json()).toMatchObject({
      mended: [],
      left: [{ kind: "damaged_log", where: "days/2026-03-01/00000004", repairable: true }],
    });
    const refused = await terminal.run(["backup", join(terminal.folder, "no.backup"), "--json"]);
    expect(refused.code).toBe(1);
    expect(refused.json()).toMatchObject({
      code: "store_unavailable",
      detail: expect.stringMatching(/^days\/2026-03-01.* cannot be read\.$/),
    });
    expect(await readdir(terminal.folder)).not.toContain("no.backup");
    const partly = await terminal.run([
      "backup",
      join(terminal.folder, "part.backup"),
      "--without-unreadable",
      "--json",
    ]);
    expect(partly.json()).toMatchObject({ counts: { jobs: 2 }, left_out: [expect.stringContaining("2026-03-01")] });

    const mended = await terminal.run(["doctor", "--repair"]);
    expect(mended.stdout).toMatch(/Repaired one problem:/);
    expect(mended.stdout).toMatch(/The damaged bytes are in quarantine\/days\/2026-03-01\/00000004\//);
    expect(mended.code).toBe(0);
    expect((await terminal.run(["doctor", "--json"])).json()).toEqual({ mended: [], left: [] });
    expect((await jobsIn()).length).toBe(3);
  });
});

describe("migrate", () => {
  test("refuses to copy a store to itself", async () => {
    const same = ["migrate", "--from", at("data").TAILBOARD_STORE, "--to", at("data").TAILBOARD_STORE];
    expect(await terminal.run(same)).toMatchObject({ code: 2, stdout: "" });
  });

  test("continues after it was killed, and verifies that both stores are equal", async () => {
    await fill(120);
    const [from, to] = [at("data").TAILBOARD_STORE, at("new").TAILBOARD_STORE];
    const argv = ["migrate", "--from", from, "--to", to, "--json"];
    let killed = 0;
    for (const days of [1, 5, 15]) {
      const child = terminal.start(argv);
      const ended = new Promise<void>((resolve) => void child.on("close", () => resolve()));
      // Wait for this many copied days instead of a time.
      while (child.exitCode === null && daysInFolder(join(terminal.folder, "new")) < days)
        await new Promise(setImmediate);
      if (child.kill("SIGKILL")) killed += 1;
      await ended;
    }
    expect(killed).toBe(3);
    const half = await terminal.run(["doctor", "--json"], at("new"));
    expect(half.json()).toMatchObject({
      left: expect.arrayContaining([expect.objectContaining({ kind: "unfinished_adoption" })]),
    });
    // Until it is complete, no command accepts the store.
    const third = ["migrate", "--from", to, "--to", at("third").TAILBOARD_STORE];
    for (const argv of [third, ["backup", join(terminal.folder, "half.backup")], ["jobs", "list"], ["serve"]]) {
      const refused = await terminal.run(argv, at("new"));
      expect([argv[0], refused.code]).toEqual([argv[0], 1]);
      expect(refused.stderr).toMatch(/This store is incomplete: a migrate into it began at .* and did not finish\./);
    }
    await cp(join(terminal.folder, "data"), join(terminal.folder, "elsewhere"), { recursive: true });
    expect(
      (await terminal.run(["migrate", "--from", at("elsewhere").TAILBOARD_STORE, "--to", to, "--json"])).json(),
    ).toMatchObject({
      detail: expect.stringMatching(/Another migrate into this store began/),
    });

    const done = await terminal.run(argv);
    expect(done.code).toBe(0);
    expect(done.stderr).toBe("Continuing where the last run stopped.\n");
    const proof = done.json<{ from: { digest: string }; to: { digest: string } }>();
    expect(proof).toMatchObject({
      verified: true,
      from: { counts: { jobs: 120 } },
      to: { counts: { jobs: 120 } },
      left: [],
    });
    expect(proof.to.digest).toBe(proof.from.digest);
    expect(await jobsIn(at("new"))).toEqual(await jobsIn());
    expect((await terminal.run(["doctor", "--json"], at("new"))).json()).toEqual({ mended: [], left: [] });
  });

  test("refuses a missing or empty store, and creates no folder", async () => {
    const [typo, empty, other] = ["typo", "empty", "other"].map((name) => join(terminal.folder, name));
    const from = (place = "") => ["migrate", "--from", `sqlite:${place}`, "--to", `sqlite:${other}`];
    const nowhere = await terminal.run(from(typo));
    expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining(`There is no folder ${typo}.`)]);
    await mkdir(empty ?? "");
    const nothing = await terminal.run(from(empty));
    expect([nothing.code, nothing.stderr]).toEqual([
      1,
      expect.stringContaining(`There is no Tailboard store in ${empty}.`),
    ]);
    expect(await readdir(terminal.folder)).not.toContain("typo");
    expect(await readdir(terminal.folder)).not.toContain("other");
  });

  test("names the option with an invalid address; two regions are two stores", async () => {
    const { TAILBOARD_STORE: here } = at("data");
    const wrong = await terminal.run(["migrate", "--from", "foo", "--to", here, "--json"]);
    expect([wrong.code, wrong.json()]).toEqual([
      2,
      expect.objectContaining({ detail: expect.stringMatching(/^--from is "foo"/) }),
    ]);
    const table = (region: string) => `dynamodb://crew?endpoint=http://127.0.0.1:1&region=${region}`;
    const regions = ["migrate", "--from", table("us-east-1"), "--to", table("us-west-2"), "--json"];
    const between = await terminal.run(regions, {
      TAILBOARD_PUBLIC: `sqlite:${join(terminal.folder, "public")}`,
      AWS_ACCESS_KEY_ID: "nobody",
      AWS_SECRET_ACCESS_KEY: "none",
    });
    expect([between.code, between.json()]).toEqual([
      1,
      expect.objectContaining({ detail: expect.stringMatching(/cannot be reached/) }),
    ]);
  });

  test("refuses the same store twice, and a missing option", async () => {
    await fill(1);
    const { TAILBOARD_STORE: here } = at("data");
    expect((await terminal.run(["migrate", "--from", here, "--to", here, "--json"])).code).toBe(2);
    expect((await terminal.run(["migrate", "--from", here, "--json"])).code).toBe(2);
  });
});

const idOf = (job: unknown): string =>
  typeof job === "object" && job !== null && "id" in job && typeof job.id === "string" ? job.id : "";
