import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { runColours } from "../../../src/shared/run-styles";
import { colourSets, type ColourSet } from "../../../webview/parts/colours/colour-set";
import { phaseColourSets, phaseLooks } from "../../../webview/parts/colours/phase-colours";
import { runColourSets, runLooks } from "../../../webview/parts/colours/run-colours";
import { contrastOf, labOf, parseColour, visions } from "./colour-vision";

/** Grounds of the editor's default themes of each kind, and the contrast that is asked for there. */
const grounds: Readonly<Record<ColourSet, { colours: readonly string[]; runs: number }>> = {
  dark: { colours: ["#1f1f1f", "#1e1e1e"], runs: 3 },
  light: { colours: ["#ffffff"], runs: 3 },
  "high-contrast": { colours: ["#000000"], runs: 4.5 },
  "high-contrast-light": { colours: ["#ffffff"], runs: 4.5 },
};

/** Least differences in CIE L*a*b*, for every kind of eyes. */
const least = { runs: 18, phases: 9, runAndPhase: 10.5 };

describe("colours of runs and phases", () => {
  for (const set of colourSets) {
    const runs = runColourSets[set];
    const phases = phaseColourSets[set];

    it(`${set}: there are as many as runs are told apart by, and they stand out`, () => {
      assert.equal(runs.length, runColours);
      for (const ground of grounds[set].colours) {
        for (const colour of runs) assertContrast(colour, ground, grounds[set].runs);
        for (const colour of phases) assertContrast(colour, ground, 3);
      }
    });

    for (const [vision, matrix] of Object.entries(visions)) {
      const seen = (colour: string) => labOf(parseColour(colour), matrix);

      it(`${set}: no two are alike with ${vision} vision`, () => {
        assertApart(runs.map(seen), least.runs);
        assertApart(phases.map(seen), least.phases);
        for (const run of runs) {
          for (const phase of phases) {
            const difference = differenceOf(seen(run), seen(phase));
            assert.ok(difference > least.runAndPhase, `${run} and ${phase}: ${difference}`);
          }
        }
      });
    }

    it(`${set}: phases are one hue, ever lighter`, () => {
      const lightness = phases.map((colour) => labOf(parseColour(colour))[0]);
      assert.deepEqual(
        lightness,
        lightness.toSorted((a, b) => a - b),
      );
      for (const colour of phases) {
        const [, red, blue] = labOf(parseColour(colour));
        const hue = (Math.atan2(blue, red) * 180) / Math.PI + 360;
        assert.ok(hue > 280 && hue < 300, `${colour}: ${hue}`);
      }
    });
  }

  it("no two phases look the same", () => {
    const looks = phaseLooks("dark").map(({ colour, hatched }) => `${colour} ${hatched}`);
    assert.equal(new Set(looks).size, 7);
  });

  it("full attention is grey", () => {
    for (const set of colourSets) {
      const [, red, blue] = labOf(parseColour(runColourSets[set][1]));
      assert.ok(Math.hypot(red, blue) < 3);
    }
  });

  it("the style sheet has the same ones", () => {
    const sheet = readFileSync("media/styles/colours.css", "utf8");
    const rules = new Map([...sheet.matchAll(/^([^\s].*) \{([^}]*)\}/gm)].map((m) => [m[1], m[2]]));
    for (const set of colourSets) {
      const rule = rules.get(set === "dark" ? "body" : `body.vscode-${set}`) ?? "";
      const valuesOf = (name: string) => {
        return [...rule.matchAll(new RegExp(`--${name}-\\d: (.*);`, "g"))].map(
          ([, value]) => value,
        );
      };
      assert.deepEqual(valuesOf("run"), runColourSets[set]);
      assert.deepEqual(valuesOf("phase"), phaseColourSets[set]);
    }
  });

  it("runs that share a colour differ in their dashes", () => {
    const styles = Array.from({ length: 4 * runColours }, (_, run) => ({
      colour: run % runColours,
    }));
    const looks = runLooks(styles, "dark").map(
      ({ colour, dashes }) => `${colour} ${dashes.join()}`,
    );
    assert.equal(new Set(looks).size, looks.length);
    assert.ok(runLooks(styles.slice(0, 8), "dark").every(({ dashes }) => dashes.length === 0));
  });
});

function assertContrast(colour: string, ground: string, wanted: number): void {
  const contrast = contrastOf(parseColour(colour), parseColour(ground));
  assert.ok(contrast >= wanted, `${colour} on ${ground}: ${contrast}`);
}

type Lab = ReturnType<typeof labOf>;

function differenceOf(one: Lab, other: Lab): number {
  return Math.hypot(...one.map((part, axis) => part - other[axis]));
}

function assertApart(colours: readonly Lab[], wanted: number): void {
  colours.forEach((one, index) => {
    for (const other of colours.slice(index + 1)) {
      const difference = differenceOf(one, other);
      assert.ok(difference > wanted, `${index}: ${difference}`);
    }
  });
}
