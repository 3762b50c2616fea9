import { useEffect } from "preact/hooks";
import * as message from "#message/customers.ts";
import * as dashboard from "#message/dashboard.ts";
import { useApp, type AppProps } from "../app-context.ts";
import { problemText } from "../form/problem-text.ts";
import { LoadingPage } from "../page/loading-page.tsx";
import { CustomerList } from "./customer-list.tsx";
import { CustomerPage } from "./customer-page.tsx";
import { showTitle } from "../page-title.ts";

/** The list of customers, or one of them. The address holds the search and the open customer. */
export const CustomersPage = (props: AppProps) => {
  const found = useApp(props);
  useEffect(() => {
    showTitle(dashboard.title(message.title));
  }, []);
  if (found.app === null) {
    const trouble = found.failed ? problemText(found.problem) : "";
    const { title, loading, failed } = message;
    return <LoadingPage {...{ title, loading, failed, trouble }} onRetry={found.again} />;
  }
  const { customer } = found.app.navigation.route;
  return customer === null ? (
    <CustomerList app={found.app} />
  ) : (
    <CustomerPage key={customer} app={found.app} id={customer} />
  );
};
