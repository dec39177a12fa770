// Which sources are a room, and which unit tests answer for it.

/**
 * @typedef {object} Room
 * @property {string} source folder or file
 * @property {string[]} tests folders of test/unit, or beginnings of names in them
 */

/** @type {Record<string, Room>} */
export const rooms = {
  "simulation/run": { source: "src/core/simulation/run", tests: ["simulation/", "figures/"] },
  "pim/energy": {
    source: "src/core/pim/energy",
    tests: ["pim/energy", "pim/system", "simulation/run-costs", "simulation/simulate-head"],
  },
  "pim/layout": { source: "src/core/pim/layout", tests: ["pim/"] },
  placement: { source: "src/core/placement", tests: ["placement/"] },
  policy: {
    source: "src/core/policy",
    tests: ["policy/", "simulation/simulate-head", "simulation/metrics", "placement/clustered"],
  },
  figures: {
    source: "src/core/figures",
    tests: ["figures/", "report/", "webview/format", "webview/figures", "simulation/simulate-head"],
  },
  report: { source: "src/core/report", tests: ["report/", "pim/reference", "simulation/timeline"] },
  experiment: { source: "src/core/experiment", tests: ["experiment"] },
  memory: { source: "src/core/memory", tests: ["pim", "placement"] },
  clustering: { source: "src/core/clustering", tests: ["clustering", "policy"] },
  kernels: { source: "src/core/kernels", tests: ["kernels", "clustering", "policy"] },
  trace: { source: "src/core/trace", tests: ["trace"] },
  "pim/program": { source: "src/core/pim/program", tests: ["pim"] },
  "pim/controller": { source: "src/core/pim/controller", tests: ["pim"] },
  "pim/step": { source: "src/core/pim/step", tests: ["pim", "simulation"] },
  "pim/traces": { source: "src/core/pim/traces", tests: ["pim", "cli", "report"] },
  "pim/system": { source: "src/core/pim/system", tests: ["pim"] },
  cim: { source: "src/core/cim", tests: ["cim", "arrays"] },
  "simulation/questions": {
    source: "src/core/simulation/questions",
    tests: ["simulation", "details"],
  },
  "simulation/threads": { source: "src/core/simulation/threads", tests: ["simulation"] },
  threads: { source: "src/core/threads", tests: ["threads", "simulation"] },
  files: { source: "src/core/files", tests: ["files", "trace"] },
  "ground-truth": { source: "src/core/ground-truth", tests: ["simulation"] },
  "webview/state": { source: "webview/state", tests: ["webview", "details"] },
  "webview/views": { source: "webview/views", tests: ["webview", "details", "arrays"] },
  "webview/parts": { source: "webview/parts", tests: ["webview"] },
};
