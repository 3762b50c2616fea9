import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { weekdays } from "../domain/day.ts";
import { ScriptedSmtp } from "../notify/smtp/scripted-smtp.ts";
import { startTestServer } from "../test/e2e/test-server.ts";
import { shareOf } from "./machine.ts";

export interface TappingRow {
  taps: number;
  /** How long the tap's own call took. */
  answered_p50_ms: number;
  /** From the tap to the server's word that it has the email. Of these, 15 s are for undoing the tap. */
  accepted_p50_s: number;
  accepted_p95_s: number;
  longest_s: number;
}

/**
 * Measures how soon a customer's email follows "On my way": over HTTP to a server on the embedded store, and from there
 * over SMTP to a mail server on this machine. The taps come within a few seconds, as on a busy morning.
 */
export const measureTapping = async (taps = 60): Promise<TappingRow> => {
  const root = await mkdtemp(join(tmpdir(), "tailboard-bench-"));
  const smtp = new ScriptedSmtp();
  const office = await startTestServer({
    TAILBOARD_STORE: `sqlite:${root}`,
    TAILBOARD_SMTP_URL: await smtp.listen(),
    TAILBOARD_MAIL_FROM: "Coastline <office@coastline.example>",
  });
  try {
    const windows = [{ start: "08:00", end: "12:00", capacity: 1_000 }];
    await office.served.tailboard.services.settings.change((now) => ({
      ...now,
      hours: { ...now.hours, ...Object.fromEntries(weekdays.map((day) => [day, windows])) },
    }));
    await office.addPerson("dispatcher", "ana");
    const { name, value } = await office.cookieOf("ana");
    const origin = office.served.dashboard;
    const ids: string[] = [];
    for (let index = 0; index < taps; index += 1)
      ids.push(
        await office.createJob(`Customer ${index}`, {
          customer: { name: `Customer ${index}`, email: `customer${index}@example.com` },
          notify: false,
        }),
      );
    const acceptedAt = watch(smtp);
    const spent = await Promise.all(
      ids.map(async (id, index) => {
        await sleep(index * spacing_ms);
        const began = performance.now();
        const answer = await fetch(`${origin}/api/v1/jobs/${id}/visits/v1/state`, {
          method: "POST",
          headers: { "content-type": "application/json", cookie: `${name}=${value}`, origin },
          body: JSON.stringify({ state: "en_route" }),
        });
        if (answer.status !== 200) throw new Error(`A tap was answered ${answer.status}: ${await answer.text()}`);
        const answered_ms = performance.now() - began;
        const accepted_s = ((await acceptedAt(`customer${index}@example.com`)) - began) / 1_000;
        return { answered_ms, accepted_s };
      }),
    );
    if (smtp.received.length !== taps) throw new Error(`${smtp.received.length} emails for ${taps} taps`);
    const accepted = spent.map(({ accepted_s }) => accepted_s);
    return {
      taps,
      answered_p50_ms: shareOf(
        spent.map(({ answered_ms }) => answered_ms),
        0.5,
      ),
      accepted_p50_s: shareOf(accepted, 0.5),
      accepted_p95_s: shareOf(accepted, 0.95),
      longest_s: shareOf(accepted, 1),
    };
  } finally {
    await office.close();
    await smtp.close();
    await rm(root, { recursive: true, force: true });
  }
};

/** Returns when the mail server had the email to an address. */
const watch = (smtp: ScriptedSmtp): ((address: string) => Promise<number>) => {
  const seen = new Map<string, number>();
  let read = 0;
  return async (address) => {
    for (let waited = 0; waited < 120_000; waited += 20) {
      for (; read < smtp.received.length; read += 1) {
        const to = /^To: .*?([\w.]+@example\.com)/im.exec(smtp.received[read] ?? "")?.[1];
        if (to !== undefined) seen.set(to, performance.now());
      }
      const at = seen.get(address);
      if (at !== undefined) return at;
      await sleep(20);
    }
    throw new Error(`No email to ${address}`);
  };
};

const spacing_ms = 100;
