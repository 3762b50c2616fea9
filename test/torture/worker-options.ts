import type { Day } from "../../domain/day.ts";
import type { Fault } from "../../store/adapters/wrap/fault.ts";
import type { StepPlan } from "./fault/steps.ts";
import type { Operation } from "./operation.ts";
import type { Mutant } from "./code.ts";
import type { Place } from "./place.ts";

/** The options of one worker process; its argument, as JSON. */
export interface WorkerOptions {
  worker: number;
  life: number;
  seed: number;
  /** The first of the working days. */
  first_day: Day;
  place: Place;
  /** The folder of the code under test. */
  code: string;
  log: string;
  plan: StepPlan | null;
  rates: Rates;
  actors: number;
  /** Operations that the previous process began without getting an answer. */
  unfinished: Operation[];
  from: number;
  width: number;
  /** Share of new jobs whose customer gets messages. */
  told: number;
  /** The address of the provider of messages. */
  provider: string;
  mutant: Mutant | null;
}

/** Shares of calls, 0 to 1. */
export interface Rates {
  objects: Partial<Record<Fault, number>>;
  publishing: number;
  clock: number;
}

export interface ToWorker {
  from?: number;
  finish?: true;
}

export interface FromWorker {
  ready?: true;
  /** Since the previous one. */
  confirmed?: number;
}
