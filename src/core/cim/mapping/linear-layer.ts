/** A linear layer of a model: a weight that stays in the arrays. */
export interface LinearLayer {
  readonly name: string;
  readonly outputs: number;
  readonly inputs: number;
  /** Layers of one phase work at the same time; phases follow each other by number. */
  readonly phase: number;
  /** Name of the vector it reads. Layers with the same input may share its reading. */
  readonly input: string;
}
