/** Pixels between what is placed, what it is placed beside, and the edges of the window. */
const gap = 4;

/** Places what floats above the page below a control, or above it where there is more room. */
export function placeBeside(floating: HTMLElement, control: Element): void {
  const { left, top, bottom } = control.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  const { style } = floating;
  const below = innerHeight - bottom - 2 * gap;
  const above = top - 2 * gap;
  const isBelow = floating.scrollHeight <= below || below >= above;
  style.maxHeight = `${Math.max(0, isBelow ? below : above)}px`;
  style.maxWidth = `${innerWidth - 2 * gap}px`;
  style.left = `${Math.max(gap, Math.min(left, innerWidth - floating.offsetWidth - gap))}px`;
  style.top = `${isBelow ? bottom + gap : top - gap - floating.offsetHeight}px`;
}
