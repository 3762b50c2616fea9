import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { epochOf, type Clock } from "../../domain/clock.ts";
import { base64url, type Random } from "../../domain/random.ts";
import { knownDeviceDays } from "../../domain/sign-in-budget.ts";
import type { User } from "../../domain/user.ts";
import type { HttpEnv } from "../route.ts";
import { cookieAttributes, cookieName } from "./cookie.ts";

/**
 * Device cookies. A successful sign-in leaves one on the device, `<id>.<issued>.<signature>`, under a name with the
 * login's hash. It is not a session: tries with this login from this device have their own budget, so a flood of guesses
 * cannot lock the owner out.
 */
export class Devices {
  readonly #readKey: () => Promise<Uint8Array>;
  #known: Uint8Array | null = null;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(key: () => Promise<Uint8Array>, clock: Clock, random: Random) {
    this.#readKey = key;
    this.#clock = clock;
    this.#random = random;
  }

  /**
   * The device's id if it is known for this person's login, else null. A new password, another role and "sign out
   * everywhere" make all devices of a person unknown.
   */
  async known(c: Context<HttpEnv>, dashboardUrl: string, user: User | null): Promise<string | null> {
    // Also checked for an unknown person, so that the time reveals nothing.
    const key = await this.#key();
    if (user === null) return null;
    const [id = "", issued = "", signature = ""] =
      getCookie(c, nameFor(dashboardUrl, user.login, key))?.split(".") ?? [];
    const issuedMs = Number.parseInt(issued, 36);
    const now = this.#clock.now();
    const isRecent = issuedMs > now - knownDeviceDays * 86_400_000 && issuedMs >= epochOf(user.sessions_from);
    if (!isRecent || !same(signature, sign(key, `${id} ${issued} ${user.login}`))) return null;
    return id;
  }

  async remember(c: Context<HttpEnv>, dashboardUrl: string, user: User): Promise<void> {
    const key = await this.#key();
    const id = base64url(this.#random.bytes(16));
    // A clock that was set back must not make the device unknown.
    const issued = Math.max(this.#clock.now(), epochOf(user.sessions_from)).toString(36);
    const value = `${id}.${issued}.${sign(key, `${id} ${issued} ${user.login}`)}`;
    setCookie(c, nameFor(dashboardUrl, user.login, key), value, {
      ...cookieAttributes(dashboardUrl),
      maxAge: knownDeviceDays * 86_400,
    });
  }

  async #key(): Promise<Uint8Array> {
    this.#known ??= await this.#readKey();
    return this.#known;
  }
}

const nameFor = (dashboardUrl: string, login: string, key: Uint8Array): string =>
  `${cookieName(dashboardUrl, "device")}_${sign(key, `name ${login}`).slice(0, 10)}`;

const sign = (key: Uint8Array, text: string): string => createHmac("sha256", key).update(text).digest("base64url");

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
