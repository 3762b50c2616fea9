import { Fn } from "aws-cdk-lib";
import { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";

/**
 * The secrets by which the API recognizes the distributions: this generation's, and the next one's, which the API already
 * accepts. To rotate, raise the generation. The distributions then send the secret that the API accepted all along, and
 * the API drops the old one only after all distributions have changed. AWS generates and inserts the secrets, so people
 * never see them.
 */
export const originSecrets = (scope: Construct, name: string, generation: number): OriginSecrets => {
  const make = (number: number) =>
    new CfnSecret(scope, `OriginSecret${number}`, {
      name: `${name}/origin-secret/${number}`,
      description: "Sent by the distributions with each call to the API.",
      // Letters and digits, because a stage variable allows few other characters. 48 of them hold 285 bits.
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
  return { now: reference(make(generation)), next: reference(make(generation + 1)) };
};

export interface OriginSecrets {
  now: string;
  next: string;
}

/**
 * A reference that CloudFormation resolves when it applies the stack. CloudFront's and API Gateway's properties accept
 * `secretsmanager` references but not `ssm-secure` ones.
 */
const reference = (secret: CfnSecret): string => Fn.sub(`{{resolve:secretsmanager:\${${secret.logicalId}}}}`);
