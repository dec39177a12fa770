/** A key with the modifiers that are held, as a browser tells it. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The name of a pressed key as `pageActions` has it. */
export function keyName({ key, ctrlKey, metaKey, altKey, shiftKey }: PressedKey): string {
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase() && key !== " ";
  return [
    ...(ctrlKey || metaKey ? ["Ctrl"] : []),
    ...(altKey ? ["Alt"] : []),
    // A sign that takes Shift on some keyboards takes none on others.
    ...(shiftKey && !isSign ? ["Shift"] : []),
    key.length === 1 ? key.toUpperCase() : key,
  ].join("+");
}

const labels: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  " ": "Space",
};

/** A key as it is told. */
export function keyLabel(key: string): string {
  return key
    .split("+")
    .map((part) => labels[part] ?? part)
    .join("+");
}
