import type { ClusteringEngine } from "./engine";

/**
 * An engine that looks up from its work before each problem: of a head's many small ones, or of an
 * iteration where a method asks for one at a time. Its clusters are those of `engine`.
 * @param lookUp may hold up the thread for a moment
 */
export function pausingEngine(engine: ClusteringEngine, lookUp: () => void): ClusteringEngine {
  const pausing =
    <Problem extends unknown[], Answer>(solve: (...problem: Problem) => Answer) =>
    (...problem: Problem): Answer => {
      lookUp();
      return solve(...problem);
    };
  const lloydWindows = engine.lloydWindows?.bind(engine);
  const drawCentroids = engine.drawCentroids?.bind(engine);
  return {
    name: engine.name,
    lloyd: pausing(engine.lloyd.bind(engine)),
    ...(lloydWindows && { lloydWindows: pausing(lloydWindows) }),
    ...(drawCentroids && { drawCentroids: pausing(drawCentroids) }),
  };
}
