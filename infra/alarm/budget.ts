import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { Construct } from "constructs";

/** Emails about the account's monthly cost. It covers the whole account, because cost tags need manual activation. */
export const budget = (scope: Construct, name: string, dollars: number, email: string): CfnBudget => {
  const notify = (notificationType: string, threshold: number) => ({
    notification: { notificationType, comparisonOperator: "GREATER_THAN", threshold, thresholdType: "PERCENTAGE" },
    subscribers: [{ subscriptionType: "EMAIL", address: email }],
  });
  return new CfnBudget(scope, "Budget", {
    budget: {
      budgetName: `${name}-month`,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: dollars, unit: "USD" },
    },
    notificationsWithSubscribers: [notify("ACTUAL", 80), notify("FORECASTED", 100)],
  });
};
