import { expect, it } from "vitest";
import { noticeOf } from "./message-banner.tsx";

const health = (text: string, email: string, paused: string | null = null, used = 0) => ({
  text: { state: text },
  email: { state: email },
  texts_today: { used, limit: 300 },
  paused,
});

it.each([
  [health("not_set_up", "not_set_up"), true, "not_set_up"],
  [health("not_set_up", "not_set_up"), false, undefined],
  [health("not_set_up", "ok"), true, undefined],
  [health("failing", "ok"), false, "failing"],
  [health("ok", "ok", "copy"), true, "paused"],
  [health("ok", "ok", null, 299), true, undefined],
  [health("ok", "ok", null, 300), true, "limit"],
  [health("not_set_up", "ok", null, 300), true, undefined],
])("names the most urgent reason that customers hear nothing", (state, isDeployed, why) => {
  expect(noticeOf(state, isDeployed)?.why).toBe(why);
});
