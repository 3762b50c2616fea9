import { describe, expect, it } from "vitest";
import { FakeClock } from "../test/harness/fake-clock.ts";
import { WriteWatch } from "./store-health.ts";

const fault = (code: string): Error => Object.assign(new Error(code), { code });

/** A watch whose test writes end as `state.disk` says. */
const watched = () => {
  const clock = new FakeClock();
  const log: string[] = [];
  const watch = new WriteWatch({ clock, report: (error) => log.push(String(error)) });
  const state = { disk: null as Error | null, tries: 0 };
  const tryWrite = async () => {
    state.tries += 1;
    if (state.disk !== null) throw state.disk;
  };
  return { clock, log, watch, state, tryWrite };
};

describe("a store with test writes", () => {
  it("tries a write at most once a minute, and none while real writes succeed", async () => {
    const { clock, watch, state, tryWrite } = watched();
    watch.tryWith(tryWrite);
    for (let ask = 0; ask < 5; ask += 1) expect(await watch.check()).toBeNull();
    expect(state.tries).toBe(1);
    clock.advance({ seconds: 59_999 / 1_000 });
    await watch.check();
    expect(state.tries).toBe(1);
    clock.advance({ seconds: 1 / 1_000 });
    await Promise.all([watch.check(), watch.check(), watch.check()]);
    expect(state.tries).toBe(2);
    clock.advance({ seconds: 59_000 / 1_000 });
    watch.note(null);
    clock.advance({ seconds: 59_000 / 1_000 });
    await watch.check();
    expect(state.tries).toBe(2);
  });

  it.each([
    ["ENOSPC", "disk_full", "StoreNotWritable: Nothing can be saved: the disk is full (ENOSPC)."],
    ["EROFS", "disk_read_only", "StoreNotWritable: Nothing can be saved: the disk is read-only (EROFS)."],
    ["EDQUOT", "disk_quota", "StoreNotWritable: Nothing can be saved: the disk quota is used up (EDQUOT)."],
    ["EIO", "unavailable", "StoreNotWritable: Nothing can be saved: the disk reports an error (EIO)."],
    ["EWHAT", "unavailable", "StoreNotWritable: Nothing can be saved: EWHAT."],
  ])("%s is %s, in the log once, and over with the first write that stands", async (code, expected, line) => {
    const { clock, log, watch, state, tryWrite } = watched();
    watch.tryWith(tryWrite);
    state.disk = fault(code);
    expect(await watch.check()).toBe(expected);
    clock.advance({ seconds: 60_000 / 1_000 });
    expect(await watch.check()).toBe(expected);
    expect(log).toEqual([line]);
    state.disk = null;
    expect(await watch.check()).toBe(expected);
    clock.advance({ seconds: 60_000 / 1_000 });
    expect(await watch.check()).toBeNull();
    watch.note(fault(code));
    expect(log).toEqual([line, line]);
  });

  it("reports a failed real write immediately, and tries again only once within the minute", async () => {
    const { watch, state, tryWrite } = watched();
    watch.tryWith(tryWrite);
    await watch.check();
    watch.note(fault("ENOSPC"));
    expect(await watch.check()).toBe("disk_full");
    expect(state.tries).toBe(1);
    watch.note(null);
    expect(await watch.check()).toBeNull();
  });
});

it("a store without test writes reports the last real write", async () => {
  const { clock, watch, log } = watched();
  expect(await watch.check()).toBeNull();
  watch.note(new Error("no route"));
  clock.advance({ seconds: 3_600_000 / 1_000 });
  expect(await watch.check()).toBe("unavailable");
  expect(log).toEqual(["StoreNotWritable: Nothing can be saved: no route."]);
  watch.note(null);
  expect(await watch.check()).toBeNull();
});
