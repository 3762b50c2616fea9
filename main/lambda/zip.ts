import { crc32, deflateRawSync } from "node:zlib";

/**
 * Makes a zip archive of these files, in this order, to update a function with. The same files give the same bytes, so
 * every timestamp is the format's first day. Names are ASCII, sizes below 4 GB, fewer than 65,536 files.
 */
export const zipOf = (files: ReadonlyMap<string, Uint8Array>): Uint8Array => {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of files) {
    const entry = entryOf(name, bytes);
    const compressed = deflateRawSync(bytes, { level: 9 });
    const sizes = sizesOf(crc32(bytes), compressed.length, bytes.length);
    const local = Buffer.concat([word(0x04034b50), entry.before, sizes, entry.lengths, entry.name, compressed]);
    // Marked as made on Unix, so that the file mode applies. Every user may read the file.
    const madeBy = Buffer.concat([half(0x0314), entry.before]);
    const attributes = Buffer.concat([half(0), half(0), half(0), word(0o100644 * 0x10000)]);
    directory.push(
      Buffer.concat([word(0x02014b50), madeBy, sizes, entry.lengths, attributes, word(offset), entry.name]),
    );
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = half(files.size);
  const end = [word(0x06054b50), half(0), half(0), count, count, word(central.length), word(offset), half(0)];
  return new Uint8Array(Buffer.concat([...locals, central, ...end]));
};

const entryOf = (name: string, bytes: Uint8Array) => {
  if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(name) || bytes.length > 0xffff_ffff) throw new RangeError("Not for this archive");
  return {
    // Version 2.0, no flags, deflated, 1980-01-01 00:00.
    before: Buffer.concat([half(20), half(0), half(8), half(0), half(0x21)]),
    lengths: Buffer.concat([half(name.length), half(0)]),
    name: Buffer.from(name, "ascii"),
  };
};

const sizesOf = (crc: number, packed: number, whole: number) => Buffer.concat([word(crc), word(packed), word(whole)]);

const half = (value: number) => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const word = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
