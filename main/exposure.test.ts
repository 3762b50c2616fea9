import { expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { exposureOf } from "./exposure.ts";

const exposed = (env: Record<string, string>, { deployed = false, sample = false } = {}) =>
  exposureOf(readConfig(env), { deployed, sample });

test("a server on loopback prints no warning", () => {
  expect(exposed({}, { sample: true })).toEqual([]);
  expect(exposed({ TAILBOARD_HOST: "127.0.0.1", TAILBOARD_LIMITS: "off" })).toEqual([]);
});

test("a server on a network warns what is exposed and why booking is closed", () => {
  expect(exposed({ TAILBOARD_HOST: "0.0.0.0" }, { deployed: true, sample: true })).toEqual([
    "network",
    "booking_closed",
  ]);
  expect(exposed({ TAILBOARD_HOST: "0.0.0.0" }, { deployed: true })).toEqual(["network"]);
});

test.each(["TAILBOARD_SITE_URL", "TAILBOARD_DASHBOARD_URL"])(
  "an https URL in %s without a named proxy gives a warning",
  (name) => {
    const env = { [name]: "https://haul.example.com" };
    expect(exposed(env, { deployed: true })).toEqual(["proxy_unnamed"]);
    expect(exposed({ ...env, TAILBOARD_TRUST_PROXY: "loopback" }, { deployed: true })).toEqual([]);
    expect(exposed({ [name]: "http://haul.example.com" }, { deployed: true })).toEqual([]);
  },
);

test("a public server warns if the limits are off", () => {
  expect(exposed({ TAILBOARD_LIMITS: "off" }, { deployed: true })).toEqual(["limits_off"]);
});
