/** What the host calls. Nothing is kept between calls but what lies in memory. */
export { assign } from "./assign";
export { assignPruned } from "./assign-pruned";
export { lowerDistances } from "./lower-distances";
export { clearLabels, moveSums, updateMeans } from "./means";
export { nearest } from "./nearest";
export { packCentroids } from "./pack-centroids";
export { packPoints } from "./pack-points";
export { packQueries, scoreTile, scoreTiles } from "./score";
export { exponentials, scaleAll } from "./softmax";
export { tileSquares } from "./squares";
export { topIndices } from "./top";
export { sumBlock, weightedSum } from "./weighted-sum";
export { clusterWindow, windowScratch } from "./windows";
