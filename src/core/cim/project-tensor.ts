import { mappingOptionsOf, type CimConfiguration } from "./configuration";
import { planGrid } from "./mapping/layer-grid";
import { WeightFile } from "./models/weight-file";
import { projectWeight } from "./monarch/project";
import { summariseProjection, type ProjectionSummary } from "./monarch/projection";

/** A tensor of a weight file to project as the configuration maps it. */
export interface CimProjectionRequest {
  readonly path: string;
  readonly tensor: string;
  /** It is stored as [inputs, outputs], as in GPT-2. */
  readonly transposed: boolean;
  readonly configuration: CimConfiguration;
}

/**
 * Projects a weight of a file onto the Monarch matrices that the configuration maps it as.
 * @param onProgress told the share that is done, 0 .. 1
 * @throws InputError for a file, tensor or options that cannot be used
 */
export async function projectTensor(
  { path, tensor, transposed, configuration }: CimProjectionRequest,
  onProgress: (done: number) => void,
): Promise<ProjectionSummary> {
  const file = await WeightFile.open(path);
  const weight = await file.weight(tensor, transposed).finally(() => file.close());
  const layer = { name: tensor, outputs: weight.outputs, inputs: weight.inputs };
  const options = { ...mappingOptionsOf(configuration), strategy: "dense" } as const;
  const { blockSize } = planGrid({ ...layer, phase: 0, input: tensor }, options);
  const { padding, inputPermutation } = configuration;
  return summariseProjection(
    await projectWeight(weight, { blockSize, padding, inputPermutation, onProgress }),
  );
}
