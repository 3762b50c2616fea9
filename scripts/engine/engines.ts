import { cephRgw } from "./ceph-rgw.ts";
import { dynamodbLocal } from "./dynamodb-local.ts";
import type { Engine } from "./engine.ts";
import { ministack } from "./ministack.ts";

export const engines: Engine[] = [cephRgw, ministack, dynamodbLocal];
