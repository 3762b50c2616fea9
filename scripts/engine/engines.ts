import { cephRgw } from "./ceph-rgw.ts";
import { dynamodbLocal } from "./dynamodb-local.ts";
import type { Engine } from "./engine.ts";
import { mailpit } from "./mailpit.ts";
import { ministack } from "./ministack.ts";
import { caddy, nginx } from "./reverse-proxy.ts";

/** The backends that can hold a store. */
export const engines: Engine[] = [cephRgw, ministack, dynamodbLocal];
/** The reverse proxies that can stand in front of a server. */
export const proxies: Engine[] = [caddy, nginx];
/** The mail servers that receive what the business sends. */
export const mailServers: Engine[] = [mailpit];
