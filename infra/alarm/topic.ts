import { CfnTopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** The topic that emails alarms to the operator, who confirms the address once by the link in the first email. */
export const topic = (scope: Construct, name: string, email: string): CfnTopic =>
  new CfnTopic(scope, "AlarmTopic", {
    topicName: `${name}-alarms`,
    subscription: [{ protocol: "email", endpoint: email }],
  });
