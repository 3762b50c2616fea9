import { readdirSync, readFileSync } from "node:fs";

/**
 * The processor seconds used so far by this process and by the engines. They depend much less than clock time on the other
 * load of the machine. Engines are counted only on Linux, from `/proc`.
 */
export const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  let ticks = 0;
  for (const id of processes()) {
    try {
      const stat = readFileSync(`/proc/${id}/stat`, "utf8");
      const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
      if (!engines.has(name)) continue;
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // The process ended after it was listed.
    }
  }
  return (user + system) / 1e6 + ticks / 100;
};

const processes = (): string[] => {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
};

const engines = new Set(["postgres", "java", "radosgw", "ceph-osd", "ceph-mon"]);
