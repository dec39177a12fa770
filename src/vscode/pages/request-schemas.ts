import * as v from "valibot";
import { largestImage } from "../../shared/protocol/saving";
import type { RequestMessage, RequestTable } from "../../shared/protocol/requests";

export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A name, or a text that a person types into a field. */
export const shortText = v.pipe(v.string(), v.maxLength(200));
export const dataFormat = v.picklist(["csv", "json"]);
export const imageFormat = v.picklist(["png", "svg"]);
/** SVG text, or a PNG in base64. */
export const imageContent = v.pipe(v.string(), v.maxBytes(largestImage));

/** What the requests of a protocol carry, by kind: everything that is declared, and nothing else. */
export type RequestSchemas<Table extends RequestTable<Table>> = {
  readonly [Kind in keyof Table]: v.GenericSchema<unknown, Table[Kind]["request"]>;
};

/** The requests of every page. */
export const pageRequestSchemas = {
  open: v.object({ version: count }),
  cancel: v.object({ target: count }),
};

const envelope = v.object({ kind: v.string(), id: count });

/**
 * A request from a page, checked before use: the page shows text from files, so it is not trusted.
 * Returns undefined for anything that is not a request of the protocol.
 */
export function parseRequest<Table extends RequestTable<Table>>(
  schemas: RequestSchemas<Table>,
  raw: unknown,
): RequestMessage<Table> | undefined {
  const parsed = v.safeParse(envelope, raw);
  if (!parsed.success) return undefined;
  const { kind, id } = parsed.output;
  return isKindOf(schemas, kind) ? withRequest(schemas, kind, id, raw) : undefined;
}

function withRequest<Table extends RequestTable<Table>, Kind extends keyof Table>(
  schemas: RequestSchemas<Table>,
  kind: Kind,
  id: number,
  raw: unknown,
): RequestMessage<Table, Kind> | undefined {
  const parsed = v.safeParse(schemas[kind], raw);
  return parsed.success ? { kind, id, ...parsed.output } : undefined;
}

function isKindOf<Table extends object>(table: Table, kind: PropertyKey): kind is keyof Table {
  return Object.hasOwn(table, kind);
}
