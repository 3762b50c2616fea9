import { expect, it } from "vitest";
import { createMachine } from "./machine.ts";

it("reduces each event and reports each new state with the previous one", () => {
  const seen: number[][] = [];
  const machine = createMachine<number, number>(1, (state, event) => state + event, (state, before) => void seen.push([before, state])); // prettier-ignore
  machine.send(2);
  machine.send(0);
  machine.send(3);
  expect(machine.state()).toBe(6);
  expect(seen).toEqual([
    [1, 3],
    [3, 6],
  ]);
});
