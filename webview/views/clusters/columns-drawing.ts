import type { ClusterBarsContent } from "./cluster-bars-content";
import { indexTicks } from "../../parts/colours/ticks";
import type { Drawing } from "../../parts/export/drawing";
import { drawLegend } from "../../parts/export/legend-drawing";
import { drawBeside, numberAxis } from "../../parts/export/number-axis";
import { paper } from "../../parts/export/paper";
import { shortNumber, svg, svgText } from "../../parts/export/svg";

const left = 70;
const boxHeight = 160;

/** Upright bars, one per cluster, the picked one set apart, with what they are compared with. */
export function drawColumns(title: string, content: ClusterBarsContent): Drawing {
  const { clusters, values, against, picked, marked } = content;
  const entries = [
    { label: content.title, colour: paper.palette[2] },
    ...(against ? [{ label: against.title, colour: paper.palette[0] }] : []),
    ...(marked ? [{ label: marked.title, colour: paper.palette[4] }] : []),
    ...(picked === undefined ? [] : [{ label: `cluster ${picked}`, colour: paper.palette[1] }]),
  ];
  // The axis names a colour that stands alone.
  const legend = entries.length > 1 ? drawLegend(entries) : { body: "", height: 0 };
  const known = [...values, ...(against?.values ?? [])].filter(Number.isFinite);
  const axis = numberAxis(known.reduce((most, value) => Math.max(most, value), 0));
  const top = legend.height + 20;
  const box = { left, top, width: paper.width - left, height: boxHeight };
  const pitch = box.width / Math.max(1, clusters.length);
  const isMarked = (index: number) => marked?.clusters.has(clusters[index]) === true;
  const series = [
    { values, colour: paper.palette[2] },
    ...(against ? [{ values: against.values, colour: paper.palette[0] }] : []),
  ];
  const wide = (0.9 * pitch) / series.length;
  const barAt = (index: number, series: number, value: number) => {
    const height = (boxHeight * value) / axis.end;
    const x = left + index * pitch + 0.05 * pitch + series * wide;
    const lower = top + boxHeight;
    const place = `${shortNumber(x)} ${shortNumber(lower - height)}`;
    return `M${place}h${shortNumber(wide)}V${shortNumber(lower)}h${shortNumber(-wide)}z`;
  };
  const bars = series.map(({ values: own, colour }, at) => {
    const isPlain = (index: number) => at > 0 || (clusters[index] !== picked && !isMarked(index));
    const d = own.map((value, index) => {
      return isPlain(index) && value > 0 ? barAt(index, at, value) : "";
    });
    return svg("path", { d: d.join(""), fill: colour });
  });
  for (const [index, cluster] of clusters.entries()) {
    if (!(values[index] > 0) || !(cluster === picked || isMarked(index))) continue;
    const fill = paper.palette[cluster === picked ? 1 : 4];
    bars.push(svg("path", { d: barAt(index, 0, values[index]), fill }));
  }
  const ticks = indexTicks(clusters.length, 12).map((index) =>
    svgText(left + (index + 0.5) * pitch, top + boxHeight + 15, `${clusters[index]}`, {
      "text-anchor": "middle",
    }),
  );
  const name = svgText(left + box.width / 2, top + boxHeight + 32, "cluster", {
    "text-anchor": "middle",
  });
  return {
    title,
    height: top + boxHeight + 40,
    body: [legend.body, drawBeside(box, axis, content.title), ...bars, ...ticks, name].join(""),
  };
}
