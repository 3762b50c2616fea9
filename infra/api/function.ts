import { CfnAlias, CfnEventInvokeConfig, CfnFunction, CfnVersion } from "aws-cdk-lib/aws-lambda";
import type { CfnRole } from "aws-cdk-lib/aws-iam";
import type { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { aliases, type ApiStage } from "../../main/deployment.ts";

/**
 * The API of one stage: a function with its own role, and the alias that callers use. `deploy` uploads the code and
 * `promote` points the alias. The code and first version in this template must never change: see `cdn/pointer-function.ts`.
 */
export const apiFunction = (
  scope: Construct,
  stage: ApiStage,
  { name, role, logs, environment }: ApiParts,
): { code: CfnFunction; alias: CfnAlias } => {
  const of = (what: string) => (stage === "live" ? what : `Preview${what}`);
  const code = new CfnFunction(scope, of("ApiFunction"), {
    functionName: name,
    description: stage === "live" ? "Tailboard's API" : "Tailboard's API on staging",
    runtime: "nodejs24.x",
    architectures: ["arm64"],
    handler: "index.handler",
    code: { zipFile: stage === "live" ? nothingLive : nothingOnStaging },
    role: role.attrArn,
    // Hashing one password takes 32 MB. More memory also means a faster processor, and so faster responses.
    memorySize: 1_024,
    // An HTTP API waits 30 s for the function.
    timeout: 29,
    environment: { variables: environment },
    // The function's own lines are already JSON. Of Lambda's own lines, log warnings and errors only.
    loggingConfig: {
      logGroup: logs.ref,
      logFormat: "JSON",
      applicationLogLevel: "INFO",
      systemLogLevel: "WARN",
    },
  });
  const version = new CfnVersion(scope, of("FirstVersion"), {
    functionName: code.ref,
    description: "Nothing is live yet",
  });
  const id = stage === "live" ? "Live" : "Preview";
  const alias = new CfnAlias(scope, `${id}Alias`, {
    name: aliases[stage],
    functionName: code.ref,
    functionVersion: version.attrVersion,
  });
  // Do not retry a failed tick: the next tick follows within a minute and does the same work.
  new CfnEventInvokeConfig(scope, `${id}TickRetries`, {
    functionName: code.ref,
    qualifier: aliases[stage],
    maximumRetryAttempts: 0,
    maximumEventAgeInSeconds: 60,
  }).addResourceDependency(alias);
  return { code, alias };
};

interface ApiParts {
  name: string;
  role: CfnRole;
  logs: CfnLogGroup;
  environment: Record<string, string>;
}

/** The API before the first promotion. It logs an empty outbox at each tick, so that the outbox alarm stays quiet. */
export const nothingLive = `exports.handler = async (event, context) => {
  if (event.requestContext === undefined) {
    const tick = context.invokedFunctionArn.split(":")[7];
    process.stdout.write(JSON.stringify({ at: new Date().toISOString(), tick, outbox_waiting: 0, ms: 0, code: null }) + "\\n");
    return null;
  }
  return {
    statusCode: 503,
    headers: { "content-type": "application/problem+json", "cache-control": "private, no-store", "retry-after": "60" },
    body: JSON.stringify({
      type: "/problems/store_unavailable",
      title: "Not available right now",
      status: 503,
      code: "store_unavailable",
      detail: "Nothing is live here yet.",
      request_id: "",
    }),
  };
};
`;

/** Staging's API before the first deploy. Staging's ticks have no alarm. */
export const nothingOnStaging = `exports.handler = async ({ requestContext }) =>
  requestContext && { statusCode: 503, headers: { "cache-control": "no-store" }, body: "Nothing is deployed yet" };
`;
