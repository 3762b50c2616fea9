/** The CDK command line, without its library. The caller decides where it runs. */
export interface Cdk {
  run(args: string[]): Promise<CdkResult>;
}

export interface CdkResult {
  /** The exit code. */
  code: number;
  /** Standard output and standard error, as printed. */
  output: string;
}

/** The account or the CDK refused. The text says what to do. */
export class InfraRefused extends Error {
  override name = "InfraRefused";
  readonly hint: string | null;
  constructor(message: string, hint: string | null = null) {
    super(message);
    this.hint = hint;
  }
}

/** Returns the error for a failed run. The CDK has one exit code for all failures, so this reads its text. */
export const refusalOf = (output: string, stack: string): InfraRefused => {
  const known = knownErrors.find(({ pattern }) => pattern.test(output));
  if (known !== undefined) return new InfraRefused(known.message, known.hint);
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return new InfraRefused(`The CDK could not update ${stack}: ${lines.slice(-3).join(" ") || "it printed no reason."}`);
};

const knownErrors: { pattern: RegExp; message: string; hint: string | null }[] = [
  {
    pattern: /Unable to resolve AWS account|no credentials|Could not load credentials|CredentialsProviderError/i,
    message: "There are no AWS credentials here.",
    hint: "Sign in, for example with aws sso login, and set AWS_PROFILE to the profile. Or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
  },
  {
    pattern: /ExpiredToken|token (?:has|is) expired|session has expired/i,
    message: "The AWS credentials here have expired.",
    hint: "Sign in again, for example with aws sso login.",
  },
  {
    pattern: /InvalidClientTokenId|UnrecognizedClientException|security token included in the request is invalid/i,
    message: "AWS does not know these credentials in that region.",
    hint: "Check that they belong to this account and that the region is enabled in it. Some regions must be enabled under Account settings.",
  },
  {
    pattern: /InvalidViewerCertificate|certificate.{0,80}us-east-1/is,
    message: "CloudFront does not accept the certificate.",
    hint: "It must be in us-east-1, issued (not pending), and cover all three names under domains in tailboard.config.json.",
  },
  {
    pattern: /CNAMEAlreadyExists|CNAMEs you provided are already associated/i,
    message: "Another distribution, in this or another account, already uses one of these domains.",
    hint: "Remove the domain from that distribution first.",
  },
  {
    pattern: /ROLLBACK_COMPLETE state|ROLLBACK_FAILED/i,
    message: "An earlier apply failed and left a stack that cannot be changed.",
    hint: "Read the stack's events in CloudFormation, delete the stack there (buckets with data stay), then apply again.",
  },
  {
    pattern: /must be uploaded to S3|bootstrap/i,
    message:
      "This account is not bootstrapped for the CDK. Tailboard's stacks do not need that, but the CDK requires it.",
    hint: "Run npx cdk bootstrap once for each region named above, then apply again.",
  },
  {
    pattern: /AccessDenied|is not authorized to perform|UnauthorizedOperation/i,
    message: "These credentials do not have all the permissions that apply needs.",
    hint: "Creating buckets, roles and distributions needs an administrator. The line above names the denied action.",
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|getaddrinfo/i,
    message: "AWS cannot be reached from here.",
    hint: "Check the network connection and the name of the region.",
  },
];
