import type { HostEvent } from "../../../shared/protocol";
import type { SimulationRequests } from "../../../shared/protocol/simulation";
import type { Answers } from "../../pages/answers";
import { tellResults, type PageSimulations } from "../results/page-simulations";
import type { SecondPlace } from "../trace/second-place";

/** What the answers below need of a page. */
export interface SimulationContext {
  readonly simulations: PageSimulations;
  readonly second: SecondPlace;
  readonly tell: (event: HostEvent) => void;
}

/** Simulating the page's trace and the one beside it, which do not share the threads. */
export const simulationAnswers: Answers<SimulationContext, SimulationRequests> = {
  simulate: ({ simulations, second }, request, asked) => {
    second.cancel();
    return simulations.run(request, asked);
  },
  simulateFurther: async ({ simulations }, { plan }, asked) => {
    await simulations.runFurther(plan, asked);
    return null;
  },
  simulateSecond: ({ second, tell }, { plan }, { id, signal }) => {
    return second.simulate(plan, (results) => tellResults(id, results, tell), signal);
  },
};
