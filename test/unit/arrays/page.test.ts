import assert from "node:assert/strict";
import { detailOfArray } from "../../../src/core/cim/array-detail";
import { defaultCimConfiguration } from "../../../src/core/cim/configuration";
import { arrayOccupancy } from "../../../src/core/cim/mapping/occupancy";
import { strategies, strategyNames } from "../../../src/core/cim/mapping/options";
import { stepsOfTurn } from "../../../src/core/cim/schedule/ticks";
import type { CimStudy } from "../../../src/core/cim/study";
import { studyWeights } from "../../../src/core/cim/study-weights";
import { summariseStudy } from "../../../src/core/cim/study-summary";
import { buildCimCatalog } from "../../../src/vscode/cim/catalog";
import { defaultCimView } from "../../../src/vscode/cim/default-view";
import {
  arrayPicture,
  blockUnder,
  isTooFine,
} from "../../../webview/views/arrays/map/array-picture";
import { describeStep } from "../../../webview/views/arrays/map/describe-step";
import { mapTable } from "../../../webview/views/arrays/map/map-table";
import { arraysPerRow, overviewPicture } from "../../../webview/views/arrays/map/overview-picture";
import { playerTicks } from "../../../webview/views/arrays/player/player-ticks";
import type { ArraysState } from "../../../webview/views/arrays/state";
import { strategyFigures } from "../../../webview/views/arrays/strategies/strategy-figures";
import {
  constantsTable,
  publishedTable,
} from "../../../webview/views/arrays/strategies/strategy-tables";
import { describeTurn, tickCount, turnOfTick } from "../../../webview/views/arrays/player/turns";
import { wordsOf } from "../../../webview/views/arrays/words";

/** The state of a page as the host would fill it. */
function stateOf(study: CimStudy, view: Partial<ArraysState["view"]>): ArraysState {
  const shown = { ...defaultCimView, weights: study.weights, configuration: study.configuration };
  const whole = { ...shown, ...view };
  const summary = summariseStudy(study);
  const at = strategies.indexOf(whole.strategy);
  const { mapping, schedule } = study.results[at];
  const ticks = study.ticks[at];
  const fetched = { summary, strategy: whole.strategy };
  const turn = turnOfTick(summary.strategies[at], whole.tick);
  return {
    catalog: buildCimCatalog(),
    view: whole,
    study: { phase: "complete", summary, configuration: study.configuration },
    arrays: {
      ...fetched,
      columns: {
        occupancy: Float32Array.from(arrayOccupancy(mapping)),
        blockSize: mapping.blockSizes,
      },
    },
    array:
      whole.array === null
        ? undefined
        : {
            ...fetched,
            array: whole.array,
            ...detailOfArray(mapping, schedule, ticks, whole.array),
          },
    turn: { ...fetched, turn, steps: stepsOfTurn(schedule, ticks, turn) },
    projection: { phase: "idle", progress: 0, tensor: "", transposed: false, result: undefined },
    isPlaying: false,
    message: undefined,
  };
}

describe("page of arrays", () => {
  let study: CimStudy;

  before(async () => {
    study = await studyWeights({
      weights: { kind: "model", name: "bert-large" },
      configuration: defaultCimConfiguration,
    });
  });

  const pictureOf = (state: ArraysState) => {
    const ticks = playerTicks(state)!;
    const tick = ticks.tickAt(ticks.position);
    return arrayPicture(state.array!, state.study.summary!, state.view, "DenseMap", tick);
  };

  it("finds the turn of every tick", () => {
    for (const strategy of summariseStudy(study).strategies) {
      const { firstTick } = strategy;
      for (let turn = 0; turn < firstTick.length - 1; turn++) {
        assert.equal(turnOfTick(strategy, firstTick[turn]), turn);
        assert.equal(turnOfTick(strategy, firstTick[turn + 1] - 1), turn);
      }
      assert.equal(turnOfTick(strategy, tickCount(strategy) + 5), firstTick.length - 2);
    }
  });

  it("names what works in a turn once, however many layers there are", () => {
    const summary = summariseStudy(study);
    const [linear, , dense] = summary.strategies;
    assert.equal(describeTurn(summary, linear, 0), "0.attention.query, key, value");
    assert.equal(describeTurn(summary, dense, 1), "0.attention.query, key, value, left factor L");
    assert.equal(describeTurn(summary, linear, 1), "0.attention.output");
  });

  it("shows every array once, the empty places without a value, those at work framed", () => {
    for (const strategy of strategies) {
      const state = stateOf(study, { strategy, tick: 0 });
      const picture = overviewPicture(state.arrays!, state.view, state.turn, strategy);
      const { rows, columns, values } = picture.matrix;
      const count = state.arrays!.columns.occupancy.length;
      assert.equal(columns, arraysPerRow(count));
      assert.ok(rows * columns >= count && (rows - 1) * columns < count);
      assert.equal(values.filter((value) => !Number.isNaN(value)).length, count);
      const { schedule } = study.results[strategies.indexOf(strategy)];
      const first = study.ticks[strategies.indexOf(strategy)].ofStep.filter((tick) => tick === 0);
      assert.equal(picture.marks?.length, first.length);
      assert.ok(schedule.length >= first.length);
      assert.match(picture.describe({ row: 0, column: 0 }).title, /^Array 0$/);
    }
  });

  it("fills exactly the programmed cells of an array, whatever tells its blocks apart", () => {
    for (const strategy of strategies) {
      for (const colourBy of ["matrix", "diagonal", "step"] as const) {
        const state = stateOf(study, { strategy, array: 5, colourBy });
        const picture = pictureOf(state);
        const filled = picture.matrix.values.filter((value) => !Number.isNaN(value)).length;
        const share = state.arrays!.columns.occupancy[5];
        assert.ok(Math.abs(filled / 256 ** 2 - share) < 1e-6, `${strategy} ${colourBy}`);
        const inScale = picture.matrix.values.every(
          (value) =>
            Number.isNaN(value) || (value >= picture.scale.low && value <= picture.scale.high),
        );
        assert.ok(inScale);
      }
    }
  });

  it("marks what the step drives and reads, and finds the block under a cell", () => {
    const state = stateOf(study, { array: 0, tick: 3 });
    const picture = pictureOf(state);
    const frames = picture.marks!.filter(({ kind }) => kind === "frame");
    assert.equal(frames.length, 1, "DenseMap works on one block at a time");
    assert.equal(picture.marks!.length, 3, "with a band of rows and one of columns");
    const { fromRow, fromColumn, toRow, toColumn } = frames[0].range;
    assert.deepEqual([toRow - fromRow, toColumn - fromColumn], [32, 32]);
    const block = blockUnder(state.array!, state.view, { row: fromRow, column: fromColumn })!;
    assert.equal(state.array!.blocks.tick[block], 3);
    const words = picture.describe({ row: fromRow, column: fromColumn });
    assert.match(words.lines.join(), /right factor R of 0\.attention\.query.*Worked on in step 3/);
    const [slot] = state.array!.blocks.rowSlot;
    assert.equal(slot, 0);
    const sparse = stateOf(study, { strategy: "sparse", array: 0 });
    assert.equal(blockUnder(sparse.array!, sparse.view, { row: 0, column: 255 }), undefined);
  });

  it("plays all ticks, or the steps of the array that is looked into", () => {
    const all = playerTicks(stateOf(study, { tick: 10 }))!;
    assert.deepEqual([all.count, all.position], [study.ticks[2].count, 10]);
    const array = 575;
    const inside = stateOf(study, { array, tick: 0 });
    const some = playerTicks(inside)!;
    assert.equal(some.position, 0, "before its first step it stands at that");
    assert.equal(some.count, inside.array!.steps.tick.length);
    const later = playerTicks(stateOf(study, { array, tick: some.tickAt(4) }))!;
    assert.equal(later.position, 4);
    const past = playerTicks(stateOf(study, { array, tick: some.tickAt(4) + 100_000 }))!;
    assert.equal(past.position, some.count - 1);
    assert.equal(playerTicks({ ...inside, array: undefined }), undefined, "not there yet");
  });

  it("says what a step does, with the conversions that its ADCs take", () => {
    assert.match(
      describeStep(stateOf(study, { tick: 0 })),
      /right factor R: 3 arrays drive 96 rows and read 96 columns, 4 conversions after each other/,
    );
    assert.match(
      describeStep(stateOf(study, { array: 0 })),
      /^0\.attention\.query, right factor R: drives 32 rows and reads 32 columns, 4 conversions/,
    );
    assert.match(
      describeStep(stateOf(study, { strategy: "linear" })),
      /48 arrays drive 12.288 rows/,
    );
  });

  it("has a table of the same", () => {
    const overview = mapTable(stateOf(study, { tick: 0 }));
    assert.equal(overview.rows.length, 576);
    assert.equal(overview.rows.filter(({ marked }) => marked).length, 3);
    const inside = mapTable(stateOf(study, { array: 0, tick: 3 }));
    assert.equal(inside.rows.length, 32);
    assert.equal(
      inside.rows.findIndex(({ marked }) => marked),
      3,
    );
    const linear = mapTable(stateOf(study, { strategy: "linear" }));
    assert.equal(linear.rows.length, 2000, "long tables are cut");
    assert.match(linear.caption, /first 2.000 of 4.608/);
  });

  it("marks what is extrapolated or not published", () => {
    const state = stateOf(study, {});
    const summary = state.study.summary!;
    const figures = strategyFigures(summary.strategies[2], summary, state.view.configuration);
    const bits = figures.find(({ id }) => id === "bits");
    assert.equal(bits?.value, "3 bits *");
    assert.match(bits.meaning, /extrapolated/);
    assert.match(figures.find(({ id }) => id === "latency")!.meaning, /not published; chosen here/);
    const published = publishedTable(summary.published);
    assert.deepEqual(published.rows[0].cells.slice(0, 3), ["87", "87.5", "+0.500"]);
    const constants = constantsTable("pcm-14nm", state.catalog.constants["pcm-14nm"]);
    const node = constants.rows.find(({ head }) => head === "adc.nanometres");
    const [value, source] = node?.cells ?? [];
    assert.equal(value, "14 nm");
    assert.ok(typeof source === "string");
    assert.match(source, /not published/);
  });

  it("counts as steps what the player goes through", () => {
    const { summary } = stateOf(study, {}).study;
    const { configuration } = stateOf(study, {}).view;
    for (const strategy of summary!.strategies) {
      const figures = strategyFigures(strategy, summary!, configuration);
      const value = (id: string) =>
        Number(figures.find((one) => one.id === id)?.value.replace(/\D/g, ""));
      assert.equal(value("steps"), tickCount(strategy));
      assert.ok(value("reads") >= value("steps"), "in every step some array is read");
    }
  });

  it("has names for every strategy and setting", () => {
    const { strategyNames: names, parameters } = buildCimCatalog();
    assert.deepEqual(Object.keys(names), [...strategies]);
    assert.equal(names.dense, strategyNames.dense);
    for (const parameter of parameters) {
      if (parameter.kind !== "choice") continue;
      for (const value of parameter.values) assert.doesNotMatch(wordsOf(value), /^[a-z-]+$/);
    }
  });

  it("does not draw what has more slots than pixels could show", () => {
    assert.equal(isTooFine(1024, 1), false);
    assert.equal(isTooFine(32_768, 1), true);
    assert.equal(isTooFine(32_768, 64), false);
  });
});
