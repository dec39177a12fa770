export interface ButtonControl {
  readonly element: HTMLElement;
  enable(enabled: boolean): void;
  focus(): void;
}
