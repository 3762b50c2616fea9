import { randomBytes } from "node:crypto";
import { DirectoryObjectStore } from "../../store/objects/directory/directory-object-store.ts";

// A process that adds its ids to one document: node directory-incrementing.ts ROOT NAME TIMES. Each printed line is a
// write that the store confirmed.
const [, , root = "", name = "", times = "0"] = process.argv;
const clock = { now: () => Date.now(), sleep: async () => undefined };
const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)), fraction: () => Math.random() };
const store = new DirectoryObjectStore(root, { clock, random });

for (let turn = 0; turn < Number(times);) {
  const found = await store.get("days/count.json");
  if (found.outcome !== "found") throw new Error(`The document is ${found.outcome}`);
  const ids = JSON.parse(new TextDecoder().decode(found.body)) as string[];
  const body = new TextEncoder().encode(JSON.stringify([...ids, `${name}-${turn}`]));
  const put = await store.put("days/count.json", body, { version: found.version });
  if (put.outcome === "stored") process.stdout.write(`${name}-${turn++}\n`);
  else if (put.outcome !== "conflict") throw new Error(`The write is ${put.outcome}`);
}
