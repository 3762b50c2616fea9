import { cephRgw } from "./ceph-rgw.ts";
import { dynamodbLocal } from "./dynamodb-local.ts";
import type { Engine } from "./engine.ts";
import { ministack } from "./ministack.ts";
import { caddy, nginx } from "./reverse-proxy.ts";

/** What holds a store. */
export const engines: Engine[] = [cephRgw, ministack, dynamodbLocal];
/** What stands in front of a server. */
export const proxies: Engine[] = [caddy, nginx];
