import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { seededRandom } from "../harness/seeded-random.ts";
import { faultsIn, withFault, type Fault } from "./fault.ts";
import { limitOf, noticedBy, type Noticed } from "./noticed.ts";
import { roomsNamed, sourcesOf, type Room } from "./room.ts";

/**
 * `npm run mutate [-- --faults 40 --commit HEAD --copies 1 --json FILE ROOM …]`: puts faults into each room, one at a time, and
 * says which ones no test notices. The commit chooses the sample, so the same commit gives the same faults.
 */
const { values, positionals } = parseArgs({
  options: {
    faults: { type: "string", default: "40" },
    commit: { type: "string", default: "HEAD" },
    copies: { type: "string", default: "1" },
    json: { type: "string" },
  },
  allowPositionals: true,
});
const root = fileURLToPath(new URL("../..", import.meta.url));
const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
const commit = git("rev-parse", values.commit);
const rooms = roomsNamed(positionals);

interface Tried extends Fault {
  room: string;
  noticed: Noticed;
}

/** At most one fault a line, so that one long expression does not stand for a room. */
const sampleOf = (room: Room, copy: string): Fault[] => {
  const all = sourcesOf(room, copy).flatMap((file) => faultsIn(file, readFileSync(join(copy, file), "utf8")));
  const seed = createHash("sha256").update(`${commit} ${room.name}`).digest().readUInt32BE();
  const { fraction } = seededRandom(seed);
  const drawn = all.map((fault) => ({ fault, at: fraction() })).toSorted((a, b) => a.at - b.at);
  const lines = new Set<string>();
  return drawn
    .filter(({ fault: { file, line } }) => !lines.has(`${file}:${line}`) && lines.add(`${file}:${line}`).size > 0)
    .slice(0, Number(values.faults))
    .map(({ fault }) => fault);
};

const tryOne = async (copy: string, room: Room, fault: Fault, limitMs: number): Promise<Tried> => {
  const path = join(copy, fault.file);
  const source = readFileSync(path, "utf8");
  writeFileSync(path, withFault(source, fault));
  try {
    return { ...fault, room: room.name, noticed: await noticedBy(copy, room, fault.file, limitMs) };
  } finally {
    writeFileSync(path, source);
  }
};

const folder = mkdtempSync(join(tmpdir(), "tailboard-mutate-"));
const copies = Array.from({ length: Number(values.copies) }, (_, at) => join(folder, String(at)));
const tried: Tried[] = [];
try {
  for (const copy of copies) {
    git("worktree", "add", "--quiet", "--detach", copy, commit);
    // Not a link to the folder: packages of our own rooms resolve beside it.
    execFileSync("cp", ["-al", join(root, "node_modules"), join(copy, "node_modules")]);
  }
  const [first = root] = copies;
  const limits = new Map<string, number>();
  for (const room of rooms) limits.set(room.name, await limitOf(first, room));
  const queue = rooms.flatMap((room) => sampleOf(room, first).map((fault) => ({ room, fault })));
  const total = queue.length;
  await Promise.all(
    copies.map(async (copy) => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const one = await tryOne(copy, next.room, next.fault, limits.get(next.room.name) ?? 0);
        tried.push(one);
        console.log(`${tried.length}/${total} ${one.noticed ?? "NOT NOTICED"}: ${describe(one)}`);
        if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ commit, tried }, null, 2));
      }
    }),
  );
} finally {
  for (const copy of copies) git("worktree", "remove", "--force", copy);
  rmSync(folder, { recursive: true, force: true });
}

function describe({ file, line, kind, from, to }: Fault): string {
  const short = (text: string) => text.replaceAll(/\s+/g, " ").trim().slice(0, 60);
  return `${file}:${line} ${kind}: ${short(from)} → ${short(to) || "(nothing)"}`;
}

console.log(`\nCommit ${commit.slice(0, 7)}\n`);
for (const room of rooms) {
  const here = tried.filter((each) => each.room === room.name);
  const alive = here.filter(({ noticed }) => noticed === null);
  const late = here.filter(({ noticed }) => noticed === "time").length;
  console.log(`${room.name}: ${here.length - alive.length} of ${here.length} noticed, ${late} of them by time`);
  for (const each of alive) console.log(`  ${describe(each)}`);
}
