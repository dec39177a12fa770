import { InputError } from "../../errors";
import { elementBytes } from "../format";
import type { FileHeader, TensorEntry } from "../format";
import { fieldText } from "../field-text";

/**
 * Checks that the tensors fill the file from the header to its end, each with the bytes that its
 * type and shape need, without holes or overlaps.
 *
 * @param fileBytes size of the whole file
 * @throws InputError naming the tensor and where the header says it
 */
export function checkLayout({ tensors, dataStart }: FileHeader, fileBytes: number): void {
  const dataBytes = fileBytes - dataStart;
  const inOrder = [...tensors].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let previous: TensorEntry | undefined;
  for (const tensor of inOrder) {
    checkRange(tensor, dataBytes);
    checkSize(tensor);
    checkNeighbour(tensor, previous);
    previous = tensor;
  }
  const used = previous?.end ?? 0;
  if (used < dataBytes) {
    const reason = `${dataBytes - used} bytes at the end of the file belong to no tensor`;
    throw new InputError("data_offsets", reason, { offset: dataStart + used });
  }
}

/**
 * Elements of a shape.
 * @throws InputError where they exceed what a double counts exactly
 */
function elementsOf({ name, shape, shapeAt }: TensorEntry): number {
  if (shape.includes(0)) return 0;
  const elements = shape.reduce((product, length) => product * length, 1);
  if (!Number.isSafeInteger(elements)) {
    const reason = `[${shape.slice(0, 8).join(", ")}] holds 2^53 elements or more`;
    throw new InputError(`${fieldText(name)}.shape`, reason, { offset: shapeAt });
  }
  return elements;
}

function checkRange(tensor: TensorEntry, dataBytes: number): void {
  const { begin, end } = tensor;
  if (begin > end) refuseRange(tensor, `[${begin}, ${end}] ends before it begins`);
  if (end > dataBytes) {
    refuseRange(tensor, `[${begin}, ${end}] is outside the file's ${dataBytes} bytes of data`);
  }
}

function checkSize(tensor: TensorEntry): void {
  const elements = elementsOf(tensor);
  const width = elementBytes.get(tensor.dtype);
  if (width === undefined) return;
  const [has, needs] = [tensor.end - tensor.begin, elements * width];
  if (has !== needs) {
    refuseRange(tensor, `${has} bytes, but ${tensor.dtype} and the shape need ${needs}`);
  }
}

function checkNeighbour(tensor: TensorEntry, previous: TensorEntry | undefined): void {
  const before = previous?.end ?? 0;
  const after = previous === undefined ? "the header" : fieldText(previous.name);
  if (tensor.begin < before) {
    refuseRange(tensor, `[${tensor.begin}, ${tensor.end}] overlaps ${after}`);
  }
  if (tensor.begin > before) {
    refuseRange(tensor, `leaves a hole of ${tensor.begin - before} bytes after ${after}`);
  }
}

function refuseRange(tensor: TensorEntry, reason: string): never {
  throw new InputError(`${fieldText(tensor.name)}.data_offsets`, reason, {
    offset: tensor.rangeAt,
  });
}
