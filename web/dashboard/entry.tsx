import { render } from "preact";
import { createApiClient } from "../../http/api-client.ts";
import { realBrowser } from "../shared/browser.ts";
import { createPrefetch, firstCalls } from "./prefetch.ts";
import { registerWorker } from "./register-worker.ts";
import { createSessionRenewal } from "./session-renewal.ts";
import { baseOf, readRoute } from "./route.ts";
import { takeSetupToken } from "./setup/setup-token.ts";
import { Shell } from "./shell.tsx";
import { views } from "./views.ts";

// The composition root of the dashboard: only this file creates the real browser and the API clients.
// Not the body, because browser extensions add elements there.
const root = document.getElementById("page") ?? document.body;
const browser = realBrowser();
const setupToken = takeSetupToken(location, history, browser);
const { fetcher, begin } = createPrefetch(fetch.bind(globalThis));
begin(["/api/v1/session"]);
const renewal = createSessionRenewal(fetcher);
const here = () => readRoute(location, baseOf(location.pathname));
root.replaceChildren();
render(
  <Shell
    api={createApiClient(renewal.fetcher)}
    crewApi={createApiClient(fetcher)}
    renewal={renewal}
    browser={browser}
    setupToken={setupToken}
    ahead={() => begin(firstCalls(here()))}
  />,
  root,
);
// Load the code of the page while the session call runs.
const { place } = here();
if (place !== "nowhere") views[place].load().catch(() => undefined); // the page itself says that it could not be loaded
// After the page has loaded, so that the worker does not slow it down.
addEventListener("load", () => registerWorker(`${baseOf(location.pathname)}/`));
