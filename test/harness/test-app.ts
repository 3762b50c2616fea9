import { expect } from "vitest";
import { instantOf } from "../../domain/clock.ts";
import type { Settings } from "../../domain/settings.ts";
import { addUser, type Role, type User } from "../../domain/user.ts";
import type { LogRecord } from "../../http/request-log.ts";
import type { Origin, Principal } from "../../http/route.ts";
import { localOnly, openChannels, type ChannelStores } from "../../main/channels.ts";
import { compose } from "../../main/compose.ts";
import { storeOptions } from "../../main/store-options.ts";
import { readConfig } from "../../main/config.ts";
import type { Channels } from "../../notify/channels.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import { openStores } from "../../store/open-stores.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { StoreHealth } from "../../store/store-health.ts";
import { assertAnswer } from "./assert-answer.ts";
import { FakeClock } from "./fake-clock.ts";
import { withPlainTrailer } from "./plain-trailer.ts";
import { seededRandom } from "./seeded-random.ts";

/**
 * Composes the production App on memory stores, with a clock that the test steps and a seeded random source. Its trailer
 * is a plain service, unless the test asks for a fresh store.
 */
export const createTestApp = async (options: TestAppOptions = {}) => {
  const clock = options.clock ?? new FakeClock();
  const random = seededRandom(options.seed ?? 1);
  const objects = options.objects ?? new MemoryObjectStore(() => clock.now());
  const publicObjects = new MemoryObjectStore(() => clock.now());
  const faults: unknown[] = [];
  const log: LogRecord[] = [];
  const report = (error: unknown) => void faults.push(error);
  let made: Channels | null = null;
  /** Without an environment the app has no channel, as staging. */
  const channelsOf = (stores: ChannelStores): Channels =>
    (made ??=
      options.channels ??
      (options.configured === undefined ? localOnly : openChannels(readConfig(options.configured), stores, clock)));
  const urls = { site: "http://localhost:4100", dashboard: options.dashboardUrl ?? "http://localhost:4102" };
  const parts = {
    clock,
    random,
    report,
    process: "test",
    timeZone: options.timeZone ?? "America/Los_Angeles",
    channels: channelsOf,
    urls: () => urls,
  };
  const { settings, people, ...state } = openStores({
    ...storeOptions(parts, publicObjects),
    objects,
    takesTurns: false,
    spread_bytes: 4_096,
  });
  if (options.fresh !== true) await settings.adopt((options.settings ?? same)(withPlainTrailer(await settings.read())));
  const composed = compose({
    ...state,
    settings,
    people,
    channels: channelsOf({ settings, ...state }),
    publicObjects,
    health: options.health ?? { check: () => Promise.resolve(null) },
    clock,
    random,
    report,
    passwordCost: { kind: "argon2id", memory_kib: 64, passes: 1 },
    plainHttp: options.plainHttp ?? true,
    deployed: options.deployed ?? false,
    limits: options.limits === true,
    outgoing: {
      rules: { loopback: options.limits !== true, public: true },
      resolve: options.resolve ?? (() => Promise.resolve(["93.184.216.34"])),
      isPaused: () => Promise.resolve(options.paused === true),
    },
    sendsTexts: () => Promise.resolve(options.sendsTexts === true),
    urls,
  });
  const { services } = composed;
  const origins = options.origins ?? ["site", "dashboard"];
  const app = composed.app(origins, (record) => log.push(record));

  const call = async (
    method: string,
    path: string,
    { body, raw, headers = {}, as, address = "127.0.0.1" }: CallOptions = {},
  ): Promise<Answered> => {
    const response = await app.fetch(
      new Request(`http://localhost:4100${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        ...(body === undefined && raw === undefined ? {} : { body: raw ?? JSON.stringify(body) }),
      }),
      { clientAddress: address, target: path, ...(as === undefined ? {} : { principal: as }) },
    );
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers, text, body: parse(text) };
    assertAnswer({ method, path, origins }, answer);
    const id = answer.headers.get("x-request-id");
    expect(log.findLast((record) => record.request_id === id)).toMatchObject({ method, status: answer.status });
    return answer;
  };
  /** Adds a person with this role, signs them in, and returns their session's secret. */
  const signIn = async (role: Role, crew: string | null = null): Promise<string> => {
    const now = instantOf(clock.now());
    const id = `user-${role}-${crew ?? "office"}`;
    const user: User = {
      id,
      name: "Ana",
      login: id,
      role,
      crew,
      password: { salt: "", hash: "", cost: 2 },
      sessions_from: now,
      created_at: now,
    };
    await people.change((before) => addUser(before, user));
    return await services.sessions.open(user, "Chrome on Linux");
  };
  const { drainReplies, runAlerts } = composed;
  const { tidyDocuments } = state;
  const work = { drainReplies, runAlerts, tidyDocuments };
  return { app, call, signIn, clock, services, ...work, objects, publicObjects, faults, log };
};

export type TestApp = Awaited<ReturnType<typeof createTestApp>>;

export interface TestAppOptions {
  health?: StoreHealth;
  clock?: FakeClock;
  seed?: number;
  objects?: ObjectStore;
  /** The environment with the accounts for email and texts. */
  configured?: Record<string, string>;
  /** The channels themselves, in place of those that the environment makes. */
  channels?: Channels;
  timeZone?: string;
  dashboardUrl?: string;
  plainHttp?: boolean;
  deployed?: boolean;
  limits?: boolean;
  /** Resolves the names that webhooks call. By default each name has one public address. */
  resolve?: (hostname: string) => Promise<string[]>;
  /** True for a copy of a store, which sends nothing. */
  paused?: boolean;
  sendsTexts?: boolean;
  origins?: Origin[];
  /** Changes the settings, in which the trailer is a plain service. */
  settings?: (settings: Settings) => Settings;
  /** True for the settings of a fresh store, in which the trailer is a rental. */
  fresh?: boolean;
}

const same = (settings: Settings): Settings => settings;

export interface CallOptions {
  body?: unknown;
  raw?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  as?: Principal;
  address?: string;
}

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  body: unknown;
}

export const owner: Principal = { role: "owner", name: "Ana", crew: null };
export const crewOne: Principal = { role: "crew", name: "Dana", crew: "crew-1" };

/** A valid booking. Tests change one thing at a time. */
export const goodBooking = {
  service: "trailer-15",
  day: "2026-11-27",
  window: { start: "08:00", end: "12:00" },
  customer: { name: "Mark", phone: "(619) 555-0100" },
  location: { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
  terms_accepted: true,
};

let keys = 0;
export const freshKey = (): string => `test-key-${String((keys += 1)).padStart(12, "0")}`;

/** The value at a path of names, or undefined if it does not exist. */
export const at = (body: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>(
    (value, name) => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined),
    body,
  );

export const textAt = (body: unknown, ...path: string[]): string => {
  const value = at(body, ...path);
  if (typeof value !== "string") throw new TypeError(`No text at ${path.join(".")} in ${JSON.stringify(body)}`);
  return value;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null; // some responses have no body
  }
};
