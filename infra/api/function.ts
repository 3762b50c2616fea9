import { CfnAlias, CfnEventInvokeConfig, CfnFunction, CfnVersion } from "aws-cdk-lib/aws-lambda";
import type { CfnRole } from "aws-cdk-lib/aws-iam";
import type { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { aliases, type ApiStage } from "../../main/deployment.ts";

/**
 * The API of one stage: a function with a role of its own, and the alias that the stage is called by. Its code and where
 * the alias points ship by deploy and promote, never by this template, whose code and first version therefore never
 * change: see bootstrap-code.ts, which says why.
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
    // Hashing one password takes 32 MB; the time to answer is the processor's, which comes with the memory.
    memorySize: 1_024,
    // What an HTTP API waits for is 30 s.
    timeout: 29,
    environment: { variables: environment },
    // Its own lines are JSON already; of Lambda's own, only what went wrong.
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
  // A tick that failed is followed by the next one: trying it again would only meet it.
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

/** Until the first promotion. Nothing can wait where nothing is live, and the alarm that listens to ticks is told so. */
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

/** Until the first deploy. No alarm listens to staging's ticks. */
export const nothingOnStaging = `exports.handler = async ({ requestContext }) =>
  requestContext && { statusCode: 503, headers: { "cache-control": "no-store" }, body: "Nothing is deployed yet" };
`;
