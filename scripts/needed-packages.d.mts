/** Types for the tests. The program is plain JavaScript, because it runs before anything is installed. */
interface Lockfile {
  packages: Record<string, object>;
}

export const neededPackages: (
  lock: Lockfile,
  selection: {
    dev: boolean;
    rooms: string[];
    platform?: { os: string; cpu: string; libc: () => string | undefined };
  },
) => string[];
