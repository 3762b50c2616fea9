/** Disk errors in words for a person, by the system's code. */
export const diskFaults: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file system does not allow a file of that size",
  EIO: "the disk reports an error",
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only",
};
