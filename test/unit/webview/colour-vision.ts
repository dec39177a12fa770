/** Colours as people see them, to test what the page shows. */
export type Colour = readonly [number, number, number];

/**
 * How strong colour blindness changes linear red, green and blue.
 * Source: G. Machado, M. Oliveira and L. Fernandes, IEEE TVCG 15(6), 2009, severity 1.
 */
export const visions: Readonly<Record<string, readonly Colour[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIE L*a*b* (D65) of an sRGB colour of bytes, as a vision sees it. */
export function labOf(colour: Colour, vision: readonly Colour[] = visions.normal): Colour {
  const linear = linearOf(colour);
  const seen = vision.map((row) => Math.min(1, Math.max(0, dot(row, linear))));
  const x = dot([0.4124564, 0.3575761, 0.180437], seen) / 0.95047;
  const y = dot(luminanceWeights, seen);
  const z = dot([0.0193339, 0.119192, 0.9503041], seen) / 1.08883;
  const [fx, fy, fz] = [x, y, z].map((t) =>
    t > 216 / 24389 ? Math.cbrt(t) : (841 / 108) * t + 4 / 29,
  );
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

/** Contrast ratio of two colours as WCAG defines it. */
export function contrastOf(a: Colour, b: Colour): number {
  const [light, dark] = [luminanceOf(a), luminanceOf(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

export function parseColour(text: string): Colour {
  const value = parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

const luminanceWeights: Colour = [0.2126729, 0.7151522, 0.072175];

function luminanceOf(colour: Colour): number {
  return dot(luminanceWeights, linearOf(colour));
}

function linearOf(colour: Colour): number[] {
  return colour.map((byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, part, index) => sum + part * b[index], 0);
}
