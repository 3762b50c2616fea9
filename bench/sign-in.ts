import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readConfig } from "../main/config.ts";
import { openTailboard } from "../main/open-tailboard.ts";

export interface SignInRow {
  attack: string;
  owner: string;
  sign_ins: number;
  p50_ms: number;
  p95_ms: number;
  slowest_ms: number;
  refused_first: number;
  wrong_hashed: number;
  wrong_refused: number;
}

const tries = { aSecond: 50, addresses: 200, seconds: 30 };
const urls = { site: "http://localhost:4100", dashboard: "http://localhost:4102" };
const password = "four words in a row";

/**
 * Measures how long an owner needs to sign in, once a second for half a minute, while 200 addresses send 50 wrong passwords
 * a second. A refused owner tries again after `Retry-After`; the time counts from the first try. The App is called directly,
 * without a network, and the addresses are made up.
 */
export const measureSignIn = async (): Promise<SignInRow[]> => [
  await measure("the owner's login", "new device, new address", { login: () => "ana", known: false }),
  await measure("a new login each try", "new device, new address", {
    login: (index) => `guess-${index}`,
    known: false,
  }),
  await measure("the owner's login", "known device, new address", { login: () => "ana", known: true }),
];

/** Starts an App on a temporary folder, signs the owner in from a first device, and calls `run`. */
const withApp = async <T>(run: (app: { signIn: SignIn; deviceCookie: string }) => Promise<T>): Promise<T> => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-sign-in-"));
  try {
    const config = { ...readConfig({ TAILBOARD_STORE: `sqlite:${root}` }), plainHttp: true };
    const onFault = (error: unknown) => console.error(error);
    const tailboard = await openTailboard(config, { urls, onFault });
    const app = tailboard.app(["dashboard"], () => undefined);
    const call = (path: string, body: object, env: object, cookie = "") =>
      app.fetch(
        new Request(urls.dashboard + path, {
          method: "POST",
          headers: { "content-type": "application/json", origin: urls.dashboard, cookie },
          body: JSON.stringify(body),
        }),
        { clientAddress: "127.0.0.1", ...env },
      );
    const signIn: SignIn = async (login, secret, clientAddress, cookie = "") =>
      await call("/api/v1/session", { login, password: secret }, { clientAddress }, cookie);
    const terminal = { principal: { role: "owner", name: "bench", crew: null } };
    await call("/api/v1/users", { name: "Ana", login: "ana", role: "owner", password }, terminal);
    const first = await signIn("ana", password, "192.0.2.1");
    if (first.status !== 200) throw new Error(`The first sign-in was answered ${first.status}`);
    const cookies = first.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    return await run({ signIn, deviceCookie: cookies.join("; ") });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};

type SignIn = (login: string, password: string, clientAddress: string, cookie?: string) => Promise<Response>;

const measure = async (
  attack: string,
  owner: string,
  { login, known }: { login: (index: number) => string; known: boolean },
): Promise<SignInRow> =>
  await withApp(async ({ signIn, deviceCookie }) => {
    const device = known ? deviceCookie : "";
    const waited: number[] = [];
    let refused = 0;
    const outcomes = new Map<number, number>();
    const running: Promise<void>[] = [];
    const guess = async (index: number) => {
      const { status } = await signIn(login(index), "wrong words in a row", `10.0.${index % tries.addresses}.9`);
      outcomes.set(status, (outcomes.get(status) ?? 0) + 1);
    };
    const ownerSignsIn = async (index: number) => {
      const start = performance.now();
      for (let attempt = 1; attempt <= 20; attempt += 1) {
        const response = await signIn("ana", password, `198.51.100.${index}`, device);
        if (response.status === 200) break;
        if (attempt === 1) refused += 1;
        await sleep(Number(response.headers.get("retry-after") ?? 1) * 1_000);
      }
      waited.push(performance.now() - start);
    };
    const began = performance.now();
    for (let index = 0; index < tries.aSecond * tries.seconds; index += 1) {
      running.push(guess(index));
      if (index % tries.aSecond === tries.aSecond / 2) running.push(ownerSignsIn(Math.floor(index / tries.aSecond)));
      await sleep(Math.max(0, began + ((index + 1) * 1_000) / tries.aSecond - performance.now()));
    }
    await Promise.all(running);
    const sorted = waited.toSorted((a, b) => a - b);
    const at = (part: number) => sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN;
    return {
      attack,
      owner,
      sign_ins: sorted.length,
      p50_ms: at(0.5),
      p95_ms: at(0.95),
      slowest_ms: at(1),
      refused_first: refused,
      wrong_hashed: outcomes.get(401) ?? 0,
      wrong_refused: outcomes.get(429) ?? 0,
    };
  });
