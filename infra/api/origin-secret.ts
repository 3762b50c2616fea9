import { Fn } from "aws-cdk-lib";
import { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";

/**
 * What distributions prove themselves with: the secret of this generation, and the next one's, which is good already. To
 * rotate is to raise the generation: distributions then send what the API has been taking all along, and only when they
 * all do does the API forget the old one. Nobody ever sees one: AWS makes it, and puts it in where it is used.
 */
export const originSecrets = (scope: Construct, name: string, generation: number): OriginSecrets => {
  const make = (each: number) =>
    new CfnSecret(scope, `OriginSecret${each}`, {
      name: `${name}/origin-secret/${each}`,
      description: "Sent by the distributions with each call to the API.",
      // Letters and digits: a stage variable takes few others. 48 of 62 are 285 bits.
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
  return { now: reference(make(generation)), next: reference(make(generation + 1)) };
};

export interface OriginSecrets {
  now: string;
  next: string;
}

/**
 * Resolved when the stack is applied. Of CloudFormation's dynamic references `ssm-secure` is taken in few properties, and
 * in none of CloudFront's or API Gateway's; `secretsmanager` is taken in all.
 */
const reference = (secret: CfnSecret): string => Fn.sub(`{{resolve:secretsmanager:\${${secret.logicalId}}}}`);
