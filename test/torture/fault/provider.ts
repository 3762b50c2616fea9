import type { Random } from "../../../domain/random.ts";
import { FakeTwilio, type FakeMode } from "../../../notify/twilio/fake-twilio.ts";
import { now_us, type Log } from "../log.ts";

/** What the provider does with a call, and the share of each. The first two accept the message. */
const lies: [share: number, mode: FakeMode][] = [
  [0.86, "accept"],
  [0.04, "drop_answer"],
  [0.02, "reset"],
  [0.005, "hang"],
  [0.03, { status: 503 }],
  [0.025, { status: 429, retryAfter: 1 }],
  [0.02, { status: 400, code: 21_211 }],
];

/** The provider of texts and emails, which outlives every worker. It logs each call, so the checker knows what it got. */
export class Provider {
  readonly #server: FakeTwilio;
  #calm = false;

  constructor({ random, log, tell }: { random: Random; log: Log; tell: (fault: string) => void }) {
    this.#server = new FakeTwilio({
      choose: ({ To: to = "", StatusCallback: callback = "" }) => {
        const mode = this.#calm ? "accept" : chosen(random.fraction());
        if (mode !== "accept") tell(`provider: ${typeof mode === "string" ? mode : JSON.stringify(mode)}`);
        const message = new URL(callback).searchParams.get("m") ?? "";
        log.write({ k: "post", t: now_us(), to, message, accepted: mode === "accept" || mode === "drop_answer" });
        return mode;
      },
    });
  }

  listen(): Promise<string> {
    return this.#server.listen();
  }

  /** Accepts everything from now on. */
  calm(): void {
    this.#calm = true;
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}

const chosen = (fraction: number): FakeMode => {
  let left = fraction;
  for (const [share, mode] of lies) if ((left -= share) < 0) return mode;
  return "accept";
};
