import type { Day } from "../domain/day.ts";
import type { JobId } from "../domain/job-id.ts";

/**
 * Every key that Tailboard writes, in one place. Private store:
 *
 * | key | what is stored | written by |
 * |---|---|---|
 * | `days/<day>.json` | all jobs whose home day it is, that day's capacity, reservations, outbox | compare-and-swap |
 * | `open.json` | cards of jobs that wait: no day, ready, or overdue | compare-and-swap |
 * | `settings.json`, `users.json`, `releases.json` | one document each | compare-and-swap |
 * | `tokens/<lookup>` | `{job, at}`; the job is the authority | put-if-absent before the commit; may dangle |
 * | `keys/<sha256 of an idempotency key>` | `{request, id, token, at, refused}` | compare-and-swap before the commit; may dangle |
 * | `pending/<day>` | pending marker: this day's outbox or list of revoked reservations is not empty | before the first entry |
 * | `due/<day>/<job>` | due marker: the job's link expires on that day | before the commit; may dangle |
 * | `waiting/<key>` | priority request of a process that keeps losing races | unconditional; may be lost |
 * | `contacts/<keyed hash of a phone or email>` | ids of the jobs it has booked | compare-and-swap after the commit; may be lost |
 * | `catalogs/<version>` | prices and terms as customers saw them, by hash | put-if-absent, never changed, never removed |
 * | `sessions/<sha256 of the secret>` | `{user, opened_at, used_at, renewed_at, device}` | put-if-absent, deleted at sign-out |
 * | `activity/<day>.json` | the home days whose jobs changed on that day (UTC), and audit events of no job; 93 days | compare-and-swap |
 * | `counters/<kind>/<shard>` | counts per name, by its keyed hash; never in a backup | compare-and-swap; may be lost |
 * | `secrets.json` | keys that sign quotes; never in a backup | put-if-absent |
 * | `adoption.json` | `{kind, source, began_at}` while a restore or a migration into this store is under way | compare-and-swap |
 * | `quarantine/<key>/<when>` | the bytes of an unreadable document | put-if-absent by the doctor |
 * | `functions/<sha256>` | the code of an edge function that was live, for rollback | put-if-absent before it is replaced |
 *
 * Public store: `t/<lookup>`, the encrypted view of one job; `releases/<id>/<name>` and `assets/<name with hash>`,
 * put-if-absent and never changed; `brand/<name>`, small files of the business (contact, icon, robots.txt),
 * compare-and-swap; `edge/state.json`, the functions of the edge on this machine. Each is stored with the content type
 * and cache lifetime of edge/object-headers.ts; `deploy` uploads `releases/` and `assets/` without them again.
 */
export const keys = {
  day: (day: Day) => `days/${day}.json`,
  days: "days/",
  dayOf: (key: string): Day => key.slice("days/".length, -".json".length),
  open: "open.json",
  settings: "settings.json",
  users: "users.json",
  activities: "activity/",
  activity: (day: Day) => `activity/${day}.json`,
  activityOf: (key: string): Day => key.slice("activity/".length, -".json".length),
  sessions: "sessions/",
  session: (hash: string) => `sessions/${hash}`,
  sessionOf: (key: string): string => key.slice("sessions/".length),
  contact: (hash: string) => `contacts/${hash}`,
  catalogs: "catalogs/",
  catalog: (version: string) => `catalogs/${version}`,
  catalogOf: (key: string): string => key.slice("catalogs/".length),
  counters: "counters/",
  counter: (kind: string, shard: string) => `counters/${kind}/${shard}`,
  secrets: "secrets.json",
  token: (lookup: string) => `tokens/${lookup}`,
  tokens: "tokens/",
  idempotencies: "keys/",
  idempotency: (hash: string) => `keys/${hash}`,
  pending: "pending/",
  pendingDay: (day: Day) => `pending/${day}`,
  pendingDayOf: (key: string): Day => key.slice("pending/".length),
  due: "due/",
  dueOn: (day: Day, job: JobId) => `due/${day}/${job}`,
  dueOf: (key: string): { day: Day; job: JobId } => {
    const [, day = "", job = ""] = key.split("/");
    return { day, job };
  },
  waiting: (key: string) => `waiting/${key}`,
  adoption: "adoption.json",
  quarantined: (key: string, when: string) => `quarantine/${key}/${when}`,
  releases: "releases.json",
  savedFunction: (sha256: string) => `functions/${sha256}`,
  releaseFile: (release: string, name: string) => (name.startsWith("assets/") ? name : `releases/${release}/${name}`),
  releaseFolders: "releases/",
  releaseFolder: (release: string) => `releases/${release}/`,
  assets: "assets/",
  localEdge: "edge/state.json",
  localServer: "edge/server.json",
  view: (lookup: string) => `t/${lookup}`,
  brand: (name: string) => `brand/${name}`,
} as const;
