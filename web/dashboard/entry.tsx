import { render } from "preact";
import { createOfficeClient } from "../../http/client/office-client.ts";
import { realBrowser } from "../shared/browser.ts";
import { forgetSetupToken, takeSetupToken } from "./setup/setup-token.ts";
import { Shell } from "./shell.tsx";

// The composition root of the dashboard: the only place that makes the real browser and the real client.
// Not the body: extensions of the browser put their own things there.
const root = document.getElementById("page") ?? document.body;
const browser = realBrowser();
const setupToken = takeSetupToken(location, history, browser);
root.textContent = "";
render(
  <Shell
    office={createOfficeClient("", fetch.bind(window))}
    browser={browser}
    setupToken={setupToken}
    forgetSetup={() => forgetSetupToken(browser)}
  />,
  root,
);
