import { expect, it } from "vitest";
import { noticeOf } from "./message-banner.tsx";

const health = (text: string, email: string, paused: string | null = null) => ({
  text: { state: text },
  email: { state: email },
  paused,
});

it.each([
  [health("not_set_up", "not_set_up"), true, "not_set_up"],
  [health("not_set_up", "not_set_up"), false, undefined],
  [health("not_set_up", "ok"), true, undefined],
  [health("failing", "ok"), false, "failing"],
  [health("ok", "ok", "copy"), true, "paused"],
])("names the most urgent reason that customers hear nothing", (state, isDeployed, why) => {
  expect(noticeOf(state, isDeployed)?.why).toBe(why);
});
