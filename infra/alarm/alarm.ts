import { CfnAlarm, type CfnAlarmProps } from "aws-cdk-lib/aws-cloudwatch";
import type { CfnTopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** An alarm that emails when it starts and when it ends. The owner reads the description: what happened and what to do. */
export const alarm = (
  scope: Construct,
  id: string,
  {
    name,
    topic,
    ...props
  }: Omit<CfnAlarmProps, "alarmName" | "alarmActions" | "okActions"> & {
    name: string;
    topic: CfnTopic;
    alarmDescription: string;
    treatMissingData: "notBreaching" | "breaching";
  },
): CfnAlarm =>
  new CfnAlarm(scope, id, { ...props, alarmName: name, alarmActions: [topic.ref], okActions: [topic.ref] });
