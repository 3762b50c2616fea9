import { CfnAlarm, type CfnAlarmProps } from "aws-cdk-lib/aws-cloudwatch";
import type { CfnTopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** Mails when it begins and when it is over. The description is what the owner reads: what it means, and what to do. */
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
