import { render } from "preact";
import { createOfficeClient } from "../../http/office-client.ts";
import { realBrowser } from "../shared/browser.ts";
import { takeSetupToken } from "./setup/setup-token.ts";
import { Shell } from "./shell.tsx";

const browser = realBrowser();
const setupToken = takeSetupToken(location, history, browser);
const page = document.getElementById("page");
if (page !== null) {
  page.replaceChildren();
  render(<Shell office={createOfficeClient(fetch.bind(globalThis))} browser={browser} setupToken={setupToken} />, page);
}
