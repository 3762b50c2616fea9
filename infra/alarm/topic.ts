import { CfnTopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** Whoever runs this gets a mail, and confirms the address once by the link in the first one. */
export const topic = (scope: Construct, name: string, email: string): CfnTopic =>
  new CfnTopic(scope, "AlarmTopic", {
    topicName: `${name}-alarms`,
    subscription: [{ protocol: "email", endpoint: email }],
  });
