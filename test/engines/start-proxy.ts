import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:tls";
import { join } from "node:path";
import type { Children } from "../../scripts/engine/children.ts";

/** The public names of the server's three origins. */
export const names = {
  site: "book.example.test",
  staging: "staging.example.test",
  dashboard: "office.example.test",
};

type Origin = keyof typeof names;
const origins = Object.keys(names) as Origin[];

export interface ProxyOptions {
  program: string;
  /** The folder for its files. */
  folder: string;
  port: number;
  /** Where Tailboard serves each origin. */
  local: Record<Origin, string>;
  children: Children;
}

/** Starts Caddy or nginx with TLS in front of Tailboard, as docs/runbook/behind-a-proxy.md says. Returns the certificate to trust. */
export type StartProxy = (options: ProxyOptions) => Promise<string>;

export const startCaddy: StartProxy = async ({ program, folder, port, local, children }) => {
  const site = (origin: Origin) => `https://${names[origin]}:${port} {
  bind 127.0.0.1
  tls internal
  reverse_proxy ${upstreamOf(local[origin])}
}`;
  const options = "{\n  admin off\n  auto_https disable_redirects\n  skip_install_trust\n}";
  const config = join(folder, "Caddyfile");
  writeFileSync(config, `${[options, ...origins.map(site)].join("\n")}\n`);
  const child = children.start(program, ["run", "--config", config, "--adapter", "caddyfile"], {
    log: join(folder, "log"),
    env: { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, HOME: folder },
  });
  const root = join(folder, "caddy/pki/authorities/local/root.crt");
  await children.until(child, async () => {
    const shakes = origins.map((origin) => shakesHands(port, names[origin], readFileSync(root, "utf8")));
    return (await Promise.all(shakes)).every(Boolean);
  });
  return readFileSync(root, "utf8");
};

export const startNginx: StartProxy = async ({ program, folder, port, local, children }) => {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const alternatives = origins.map((origin) => `DNS:${names[origin]}`).join(",");
  await children.run("openssl", [
    ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=tailboard".split(" "),
    "-addext",
    `subjectAltName=${alternatives}`,
    "-keyout",
    key,
    "-out",
    certificate,
  ]);
  const server = (origin: Origin) => `  server {
    listen 127.0.0.1:${port} ssl;
    server_name ${names[origin]};
    ssl_certificate ${certificate};
    ssl_certificate_key ${key};
    location / {
      proxy_pass ${local[origin].replace("localhost", "127.0.0.1")};
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }
  }`;
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const config = join(folder, "nginx.conf");
  writeFileSync(
    config,
    `daemon off;
pid ${join(folder, "pid")};
error_log stderr;
events {}
http {
  access_log off;
${paths.map((path) => `  ${path}_temp_path ${join(folder, path)};`).join("\n")}
${origins.map(server).join("\n")}
}
`,
  );
  const child = children.start(program, ["-p", folder, "-e", "stderr", "-c", config], { log: join(folder, "log") });
  const trusted = readFileSync(certificate, "utf8");
  await children.until(child, () => shakesHands(port, names.site, trusted));
  return trusted;
};

const upstreamOf = (url: string): string => new URL(url).host.replace("localhost", "127.0.0.1");

const shakesHands = (port: number, servername: string, ca: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, servername, ca });
    const settle = (shaken: boolean) => {
      socket.destroy();
      resolve(shaken);
    };
    socket.once("secureConnect", () => settle(true)).once("error", () => settle(false));
  });
