import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { networkDiskName, networkDiskOf } from "./network-disk.ts";

test.each([
  [0x6969, "NFS"],
  [0xff534d42 | 0, "SMB (CIFS)"],
  [0x65735546, "FUSE"],
  [0xef53, null],
  [0x01021994, null],
])("file system number %d is %s", (type, name) => {
  expect(networkDiskName(type)).toBe(name);
});

test("the folder of this test is on a local disk", () => {
  expect(networkDiskOf(tmpdir())).toBeNull();
});
