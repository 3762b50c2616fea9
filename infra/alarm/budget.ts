import { CfnBudget } from "aws-cdk-lib/aws-budgets";
import type { Construct } from "constructs";

/** Of the whole account: a tag would have to be switched on by hand before it counts anything. It tells, and stops nothing. */
export const budget = (scope: Construct, name: string, dollars: number, email: string): CfnBudget => {
  const tell = (notificationType: string, threshold: number) => ({
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
    notificationsWithSubscribers: [tell("ACTUAL", 80), tell("FORECASTED", 100)],
  });
};
