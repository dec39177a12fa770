import type { Random } from "../../../src/core/trace/generate/random";

/** One of a list. */
export function pick<Value>(values: readonly Value[], random: Random): Value {
  return values[random.below(values.length)];
}

/** Numbers at which counting, sizes, types and formats end. */
export const edgeNumbers: readonly number[] = [
  0,
  -0,
  1,
  -1,
  2,
  3,
  7,
  15,
  16,
  17,
  255,
  256,
  65_535,
  65_536,
  2 ** 24 + 1,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  2 ** 32 - 1,
  2 ** 32,
  2 ** 40,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  1e15,
  1e21,
];

/** Numbers of JSON that are no whole numbers, or none that a double holds. */
export const oddNumbers: readonly number[] = [0.5, -1.5, 1e-300, 1.7e308, NaN, Infinity, -Infinity];

/** Text that means something to whoever takes it for more than text. */
export const hostileTexts: readonly string[] = [
  "",
  " ",
  "\0",
  "\u{feff}",
  "\u202egnp.exe",
  "\ud800",
  "é\u{1f600}\u0301",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "../../../../etc/passwd",
  "C:\\Windows\\system32",
  "<img src=x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  "<svg/onload=alert(1)>",
  "\"><b onmouseover='alert(1)'>",
  "[text](command:workbench.action.terminal.new)",
  "![picture](https://example.org/x.png)",
  "| a | b |\n| - | - |",
  "`code` *bold* _thin_ ~gone~ # head",
  "$(alert) $(trash) ${env:HOME} $HOME `id`",
  "&lt;b&gt; &amp; &#x3c;",
  "]]><!-- -->",
  '=HYPERLINK("http://example.org","x")',
  "+1+cmd|' /C calc'!A0",
  "@SUM(1+1)",
  "-2+3",
  "\t=1+1",
  "a,b;c\td",
  'quoted "text"',
  "line one\nline two\r\nline three\r",
  "%s %d %n {0} {{x}}",
  "null",
  "NaN",
  "1e999",
  "0x10",
  "-0",
];
