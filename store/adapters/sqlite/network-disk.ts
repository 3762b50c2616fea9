import { statfsSync } from "node:fs";

/**
 * Returns the name of the network file system that holds this folder, or null for a local disk. SQLite's write-ahead log
 * needs shared memory between all processes, and a network file system has none.
 *
 * Only Linux reports these numbers. On macOS this returns null, so the documentation says which disks to use.
 */
export const networkDiskOf = (folder: string): string | null => networkDiskName(statfsSync(folder).type);

export const networkDiskName = (type: number): string | null => names[type >>> 0] ?? null;

/** The numbers of statfs(2). */
const names: Readonly<Record<number, string>> = {
  0x6969: "NFS",
  0x517b: "SMB",
  0xfe534d42: "SMB",
  0xff534d42: "SMB (CIFS)",
  0x65735546: "FUSE",
  0x01021997: "9P",
  0x00c36400: "Ceph",
  0x0bd00bd0: "Lustre",
  0x5346414f: "AFS",
  0x7461636f: "OCFS2",
  0x01161970: "GFS2",
  0x786f4256: "VirtualBox shared folders",
};
