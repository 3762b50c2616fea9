import { FakeTwilio } from "../../notify/twilio/fake-twilio.ts";
import { createTestApp, type TestApp } from "./test-app.ts";

/** The public address of the app, which the provider calls. */
export const providerSite = "http://localhost:4100";

export interface ProviderApp {
  app: TestApp;
  twilio: FakeTwilio;
  close: () => Promise<void>;
}

/**
 * An app that sends by this mail server and by a text provider over HTTP. The provider's own calls reach the app without a
 * socket, because the app has none here.
 */
export const openProviderApp = async (mail: string, token = "token"): Promise<ProviderApp> => {
  const twilio: FakeTwilio = new FakeTwilio({
    call: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const target = url.pathname + url.search;
      return await app.app.fetch(new Request(url, init), { clientAddress: "127.0.0.1", target });
    },
  });
  const app: TestApp = await createTestApp({
    sendsTexts: true,
    configured: {
      TAILBOARD_SITE_URL: providerSite,
      TAILBOARD_DASHBOARD_URL: "http://localhost:4102",
      TAILBOARD_SMTP_URL: mail,
      TAILBOARD_MAIL_FROM: "Coastline <office@coastline.example>",
      TAILBOARD_TWILIO_ACCOUNT_SID: "AC1",
      TAILBOARD_TWILIO_AUTH_TOKEN: token,
      TAILBOARD_TWILIO_FROM: "+16195550199",
      TAILBOARD_TWILIO_URL: await twilio.listen(),
    },
  });
  await app.services.channels.goLive();
  return {
    app,
    twilio,
    close: async () => {
      app.services.channels.release();
      await twilio.close();
    },
  };
};
