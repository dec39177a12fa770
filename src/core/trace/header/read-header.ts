import { InputError } from "../../errors";
import type { ByteSource } from "../../files/byte-source";
import { checkLayout } from "./check-layout";
import { lengthPrefixBytes, maxHeaderBytes } from "../format";
import type { FileHeader } from "../format";
import { parseHeader } from "./parse-header";

/**
 * Reads the header of a safetensors file, in two reads, and checks its layout.
 * @throws InputError naming the field and its byte offset
 */
export async function readHeader(source: ByteSource): Promise<FileHeader> {
  const length = await readLength(source);
  const json = await source.read(lengthPrefixBytes, length);
  const header = parseHeader(json, lengthPrefixBytes);
  checkLayout(header, source.size);
  return header;
}

/**
 * Bytes of the JSON of a safetensors file's header.
 * @throws InputError if the file is too short for it, or it for a file
 */
export async function readLength(source: ByteSource): Promise<number> {
  if (source.size < lengthPrefixBytes) {
    refuse(`the file's ${source.size} bytes are fewer than the ${lengthPrefixBytes} of this field`);
  }
  const prefix = await source.read(0, lengthPrefixBytes);
  const length = new DataView(prefix.buffer).getBigUint64(0, true);
  const rest = source.size - lengthPrefixBytes;
  if (length > BigInt(rest)) {
    refuse(`${length} bytes, but only ${rest} follow; is this a safetensors file?`);
  }
  if (length > BigInt(maxHeaderBytes)) {
    refuse(`${length} bytes is more than the limit of ${maxHeaderBytes}`);
  }
  return Number(length);
}

function refuse(reason: string): never {
  throw new InputError("header length", reason, { offset: 0 });
}
