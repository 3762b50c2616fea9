import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answers, freePorts } from "./children.ts";
import { installDebian } from "./install.ts";
import type { Engine } from "./engine.ts";

/** Ceph's S3 gateway, a real S3 backend with real races: one monitor, one OSD in memory, one gateway. */
export const cephRgw: Engine = {
  name: "ceph-rgw",

  install: async () =>
    installDebian(
      ["radosgw", "ceph-mon", "ceph-osd", "ceph-mgr", "ceph-common"],
      ["radosgw", "radosgw-admin", "ceph", "ceph-mon", "ceph-osd", "ceph-authtool", "monmaptool"],
    ),

  start: async ({ folder, children }) => {
    const [monitorPort, gatewayPort] = await freePorts(2);
    const monitor = `v1:127.0.0.1:${monitorPort}`;
    const conf = join(folder, "ceph.conf");
    const keyring = join(folder, "keyring");
    writeFileSync(conf, confOf({ folder, keyring, monitor, gatewayPort }));
    for (const name of ["mon", "osd", "run"]) mkdirSync(join(folder, name));
    const ceph = (command: string, ...args: string[]) => children.run(command, ["--conf", conf, ...args]);
    const start = (command: string, id: string) =>
      children.start(command, ["--conf", conf, "--foreground", ...(command === "radosgw" ? ["-n", id] : ["-i", id])], {
        log: join(folder, `${command}.out`),
      });

    // All keys must exist before the monitor is created. With only its own key, it refuses every later command.
    const all = ["--cap", "mon", "allow *", "--cap", "osd", "allow *", "--cap", "mgr", "allow *"];
    await children.run("ceph-authtool", [
      "--create-keyring",
      keyring,
      "--gen-key",
      "-n",
      "mon.",
      "--cap",
      "mon",
      "allow *",
    ]);
    await children.run("ceph-authtool", [keyring, "--gen-key", "-n", "client.admin", ...all]);
    await children.run("ceph-authtool", [keyring, "--gen-key", "-n", "client.rgw", ...all]);
    const map = join(folder, "monmap");
    await children.run("monmaptool", ["--create", "--addv", "a", `[${monitor}]`, map]);
    await ceph("ceph-mon", "--mkfs", "-i", "a", "--monmap", map, "--keyring", keyring);
    const mon = start("ceph-mon", "a");
    const healthy = async () => (await ceph("ceph", "--connect-timeout", "5", "mon", "stat")).includes("quorum");
    await children.until(mon, healthy);

    // Both commands need the same id, or the OSD never starts.
    const osdId = randomUUID();
    await ceph("ceph", "osd", "new", osdId);
    await ceph("ceph", "osd", "crush", "create-or-move", "osd.0", "1.0", "host=one", "root=default");
    await ceph("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osdId);
    const osd = start("ceph-osd", "0");
    await children.until(osd, async () => (await ceph("ceph", "osd", "stat")).includes("1 up"));

    const accessKey = "tailboard";
    const secretKey = randomUUID();
    const user = ["user", "create", "--uid=tailboard", "--display-name=Tailboard"];
    await ceph("radosgw-admin", ...user, `--access-key=${accessKey}`, `--secret-key=${secretKey}`);
    const endpoint = `http://127.0.0.1:${gatewayPort}`;
    await children.until(start("radosgw", "client.rgw"), () => answers(endpoint));
    return { endpoint, env: { TAILBOARD_ENGINE_CEPH_RGW_KEY: accessKey, TAILBOARD_ENGINE_CEPH_RGW_SECRET: secretKey } };
  },
};

const confOf = ({
  folder,
  keyring,
  monitor,
  gatewayPort,
}: Record<"folder" | "keyring" | "monitor", string> & { gatewayPort: number | undefined }) => `
[global]
mon host = [${monitor}]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
keyring = ${keyring}
run dir = ${folder}/run
admin socket = ${folder}/run/$name.asok
log file = ${folder}/$name.log
pid file =
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon data avail crit = 1
mon data = ${folder}/mon
# Debug logs are turned off: writing them takes a seventh of the time of a request.
${["ms", "osd", "rgw", "objecter", "rados", "monc", "auth", "objclass"].map((name) => `debug ${name} = 0/0`).join("\n")}
[osd]
# Both updates are off, because the OSD sometimes sends them before it knows the cluster's id, is refused, and stops.
osd crush update on start = false
osd class update on start = false
osd data = ${folder}/osd
osd objectstore = memstore
memstore device bytes = 2147483648
[client.rgw]
rgw data = ${folder}/run
# Without tcp_nodelay each response waits 40 ms for a delayed acknowledgment.
rgw frontends = beast endpoint=127.0.0.1:${gatewayPort} tcp_nodelay=1
`;
