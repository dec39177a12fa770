/** Thrown by work that its caller gave up: nobody's fault, and nothing to show. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";

  constructor() {
    super("It was cancelled.");
  }
}
