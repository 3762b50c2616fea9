import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mailRecords } from "./mail-records.ts";

/** A name server on this machine. A name without texts does not exist, and `silent` gets no answer. */
const texts: Record<string, string[][]> = {
  "coastline.com": [["v=spf1 include:mail.", "provider.com ~all"], ["other"]],
};
let server: Socket;
beforeEach(async () => {
  server = createSocket("udp4");
  server.on("message", (query, { port, address }) => {
    const name = nameIn(query);
    if (name !== "silent.com") server.send(answerTo(query, texts[name] ?? null), port, address);
  });
  server.bind(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

const lookUp = (timeout_ms?: number) =>
  mailRecords({ servers: [`127.0.0.1:${server.address().port}`], ...(timeout_ms === undefined ? {} : { timeout_ms }) });

test("the parts of a text are joined, and a name that does not exist has none", async () => {
  expect(await lookUp()("coastline.com")).toEqual(["v=spf1 include:mail.provider.com ~all", "other"]);
  expect(await lookUp()("_dmarc.coastline.com")).toBeNull();
});

test("a name server that does not answer ends the look-up", async () => {
  await expect(lookUp(50)("silent.com")).rejects.toThrow(/ETIMEOUT|ECANCELLED/);
});

/** The question begins after the header: labels with their lengths, up to an empty one. */
const nameIn = (query: Buffer): string => {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString());
    at += 1 + length;
  }
  return labels.join(".");
};

const answerTo = (query: Buffer, found: string[][] | null): Buffer => {
  const question = query.subarray(12, 12 + nameIn(query).length + 2 + 4);
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  // A response with recursion; 3 says that the name does not exist.
  header.writeUInt16BE(0x8180 | (found === null ? 3 : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(found?.length ?? 0, 6);
  const records = (found ?? []).map((parts) => {
    const data = Buffer.concat(parts.map((part) => Buffer.from(`${String.fromCharCode(part.length)}${part}`)));
    const record = Buffer.alloc(12);
    // The name is that of the question; a TXT record of the internet, for a minute.
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(16, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt32BE(60, 6);
    record.writeUInt16BE(data.length, 10);
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([header, question, ...records]);
};
