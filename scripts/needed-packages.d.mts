/** Types for the tests: the program itself runs before anything is installed. */
interface Lockfile {
  packages: Record<string, object>;
}

export const neededPackages: (
  lock: Lockfile,
  what: {
    dev: boolean;
    rooms: string[];
    platform?: { os: string; cpu: string; libc: () => string | undefined };
  },
) => string[];
