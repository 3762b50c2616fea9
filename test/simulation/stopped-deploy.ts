import type { ApiHost } from "../../release/api/api-host.ts";
import type { Cdn } from "../../release/cdn/cdn.ts";
import { cloudFrontOn } from "../../release/cdn/cloudfront/cloudfront-on-fake.ts";
import { lambdaOn } from "../../release/api/lambda/lambda-on-fake.ts";
import type { FakeApiHost } from "../../release/api/fake-api-host.ts";
import type { Deployer } from "../../release/promotion/deployer.ts";
import { deployerOn, type openDeployWorld } from "../../release/promotion/release-world.ts";
import { seededRandom } from "../harness/seeded-random.ts";
import { scheduledStore, type ScheduledCall } from "./scheduled-store.ts";
import { scheduledApi, scheduledCdn, type CdnCall } from "./scheduled-cdn.ts";

/** The shared system that several people deploy to, with its adapters. */
export interface Place {
  world: Awaited<ReturnType<typeof openDeployWorld>>;
  api: FakeApiHost;
  adapt: Adapt;
  /** Called with the name of each call that may have changed something. */
  changed: (name: string) => Promise<void>;
}

export interface Adapt {
  cdn: (cdn: Cdn) => Cdn;
  api: (api: ApiHost) => ApiHost;
}

export const adapters: Record<string, Adapt> = {
  "the port": { cdn: (cdn) => cdn, api: (api) => api },
  "AWS's wire": { cdn: (cdn) => cloudFrontOn(cdn), api: (api) => lambdaOn(api) },
};
const faults = ["kill before", "kill after", "refused", "lost answer"] as const;
/** A killed process gets no answer, so only answers on the network differ here. */
export const faultsOn = (adapter: string) => (adapter === "the port" ? faults : (["refused", "lost answer"] as const));

/** A process in which one changing step fails. A killed process never gets another answer. */
export const actWith = async (
  place: Place,
  act: (deployer: Deployer) => Promise<unknown>,
  fault: string,
  goesWrong: (step: number, label: string) => boolean,
  seed: number,
) => {
  let reached = 0;
  let label = "";
  const killed = Promise.withResolvers<void>();
  const never = new Promise<never>(() => undefined);
  let dead = false;
  const bob = through(place, seed, async ({ name, writes, doubtful, refused }, send) => {
    if (dead) return await never;
    if (!writes || label !== "") return await send();
    reached += 1;
    if (!goesWrong(reached, name)) return await send();
    label = name;
    if (fault === "refused") return refused;
    if (fault !== "kill before") await send();
    if (fault === "lost answer") return doubtful;
    dead = true;
    killed.resolve();
    return await never;
  });
  await Promise.race([act(bob).catch(() => undefined), killed.promise]);
  return { reached, label };
};

interface Call {
  name: string;
  writes: boolean;
  /** The port's outcomes: the change may have been applied, or it was not. */
  doubtful: unknown;
  refused: unknown;
}

/** The dependencies of the release commands. Each call goes through `grant`, and each change is reported. */
export const through = (
  place: Place,
  seed: number,
  grant: <Told>(call: Call, send: () => Promise<Told>) => Promise<unknown>,
): Deployer => {
  const { clock, objects, state, cdn } = place.world;
  const lost = new Error("lost");
  const doubtful = { outcome: "unknown", cause: lost };
  const unavailable = { outcome: "unavailable", cause: new Error("refused") };
  const step = async <Told>(call: Omit<Call, "doubtful"> & Partial<Call>, send: () => Promise<Told>): Promise<Told> =>
    (await grant({ doubtful, ...call }, async () => {
      const told = await send();
      if (call.writes) await place.changed(call.name);
      return told;
    })) as Told;
  const storeStep = <Outcome>({ verb, key, send }: ScheduledCall<Outcome>): Promise<Outcome> => {
    const writes = verb === "put" || verb === "delete";
    return step(
      { name: `${verb} ${key}`, writes, refused: unavailable, doubtful: { outcome: "indeterminate", cause: lost } },
      send,
    );
  };
  const ask = <Told>({ label: name, writes }: CdnCall, send: () => Promise<Told>): Promise<Told> =>
    step({ name, writes, refused: { outcome: "refused", reason: "AccessDenied" } }, send);
  return deployerOn({
    objects: scheduledStore(objects, storeStep),
    state: scheduledStore(state, storeStep),
    api: place.adapt.api(scheduledApi(place.api, ask)),
    cdn: place.adapt.cdn(scheduledCdn(cdn, ask)),
    clock,
    random: seededRandom(seed),
  });
};
