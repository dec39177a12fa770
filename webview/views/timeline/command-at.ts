import { nearestOn } from "./commands/move-cursor";
import { busAt, type LaneLayout } from "./picture/lane-layout";
import { isFilled, type FilledLane, type TimelineContent } from "./timeline-content";

/** A command of a lane. */
export interface LaneCommand {
  /** The lane's place in the list. */
  readonly index: number;
  readonly lane: FilledLane;
  /** The command's place among the lane's. */
  readonly place: number;
}

/**
 * The command nearest to a cycle of the axis on the bus at a height.
 * @param y from the top of the first lane, in pixels
 */
export function commandAt(
  { lanes }: TimelineContent,
  layout: LaneLayout,
  cycle: number,
  y: number,
): LaneCommand | undefined {
  const index = Math.floor(y / layout.height);
  const lane = index < 0 ? undefined : lanes.at(index);
  if (!isFilled(lane)) return undefined;
  const bus = busAt(y - index * layout.height, layout);
  const place = nearestOn(lane.commands, bus, Math.floor(cycle * lane.pace));
  return place === undefined ? undefined : { index, lane, place };
}
