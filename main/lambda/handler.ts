import { systemClock } from "../ambient.ts";
import { readConfig } from "../config.ts";
import { aliases, type ApiStage } from "../deployment.ts";
import { openTailboard, type Tailboard } from "../open-tailboard.ts";
import { previewOf } from "../preview.ts";
import { verifyOrigin, originsOf } from "./verify-origin.ts";
import { isHttpEvent, requestOf, resultOf, targetOf, type HttpEvent, type HttpResult } from "./event.ts";
import { faultOf, type LogLine } from "./log.ts";
import { problemResult } from "./problem-result.ts";
import { tick } from "./tick.ts";

/**
 * One function for both stages. The alias of the call decides the stage, never the event. Stores open at the first
 * event that needs them; a failed opening is tried again at the next event.
 */
export const createLambda = ({ env, print, open = openTailboard }: LambdaOptions): LambdaHandler => {
  const clock = systemClock();
  const onFault = (error: unknown) => print(faultOf(error, clock));
  const opened = new Map<ApiStage, Promise<Tailboard>>();

  const tailboardOf = (stage: ApiStage): Promise<Tailboard> => {
    const known = opened.get(stage);
    if (known !== undefined) return known;
    const opening = openStage(stage);
    opened.set(stage, opening);
    opening.catch(() => opened.delete(stage));
    return opening;
  };
  const openStage = async (stage: ApiStage) => {
    const { config, urls } = settingsOf(stage, env);
    return await open(config, { urls, onFault, isServer: stage === "live" });
  };

  const answer = async (event: HttpEvent, stage: ApiStage): Promise<HttpResult> => {
    const origin = verifyOrigin(event, stage);
    if (origin === null) return problemResult("unknown_host", "This server does not answer to this host name.");
    let tailboard: Tailboard;
    try {
      tailboard = await tailboardOf(stage);
    } catch (error) {
      onFault(error);
      return problemResult(
        "store_unavailable",
        "We can't reach our records right now. Nothing was changed. Try again.",
      );
    }
    const { site, dashboard } = tailboard.services.urls;
    const request = requestOf(event, origin.kind === "dashboard" ? dashboard : site);
    const app = tailboard.app(originsOf(origin.kind), print);
    return await resultOf(await app.fetch(request, { clientAddress: origin.address, target: targetOf(event) }));
  };

  return async (event, { invokedFunctionArn }) => {
    const stage = stageOf(invokedFunctionArn);
    if (!isHttpEvent(event)) return await tick(stage, () => tailboardOf(stage), { clock, print, onFault });
    try {
      return await answer(event, stage);
    } catch (error) {
      // The App handles its own errors, so this error came from outside it.
      onFault(error);
      return problemResult("internal", "Something went wrong on our side. The problem is in our log. Try again.");
    }
  };
};

export interface LambdaOptions {
  env: Record<string, string | undefined>;
  print: (line: LogLine) => void;
  /** Tests open a smaller Tailboard. */
  open?: typeof openTailboard;
}

export type LambdaHandler = (event: unknown, context: { invokedFunctionArn: string }) => Promise<HttpResult | null>;

/** `arn:aws:lambda:<region>:<account>:function:<name>:<alias>` */
const stageOf = (arn: string): ApiStage => {
  const qualifier = arn.split(":")[7];
  if (qualifier === aliases.live) return "live";
  if (qualifier === aliases.preview) return "preview";
  throw new Error("Call this function by its alias, live or preview");
};

const settingsOf = (stage: ApiStage, env: LambdaOptions["env"]) => {
  const config = readConfig(env);
  const { siteUrl, dashboardUrl, stagingUrl } = config;
  if (siteUrl === null || dashboardUrl === null || stagingUrl === null)
    throw new Error("TAILBOARD_SITE_URL, TAILBOARD_DASHBOARD_URL and TAILBOARD_STAGING_URL are set by infra apply");
  return stage === "live"
    ? { config, urls: { site: siteUrl, dashboard: dashboardUrl } }
    : { config: previewOf(config), urls: { site: stagingUrl, dashboard: `${stagingUrl}/dashboard` } };
};
