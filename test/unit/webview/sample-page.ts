import type { HostEvent, PageMessage } from "../../../src/shared/protocol";
import { Connection } from "../../../webview/state/connection";
import { noDetails, noSimulation, type PageState } from "../../../webview/state/page-state";
import { Store, type Schedule } from "../../../webview/state/store";
import { sampleTrace, sampleView } from "./samples";

type Posted<Kind extends PageMessage["kind"]> = Extract<PageMessage, { kind: Kind }>;

/**
 * What stands below a page's views, without a page: all that it posts is kept.
 * @param hear gets what the host tells
 * @param schedule as a page's frames do; at once where absent
 */
export function samplePage(
  change: Partial<PageState> = {},
  hear: (event: HostEvent) => void = () => undefined,
  schedule: Schedule = (work) => work(),
) {
  const posted: PageMessage[] = [];
  const store = new Store<PageState>(
    {
      trace: sampleTrace(),
      view: sampleView(),
      simulation: noSimulation,
      previous: undefined,
      second: undefined,
      message: undefined,
      ...noDetails,
      ...change,
    },
    schedule,
  );
  const connection: Connection = new Connection((message) => posted.push(message), hear);
  const postedAs = <Kind extends PageMessage["kind"]>(kind: Kind) =>
    posted.filter((message): message is Posted<Kind> => message.kind === kind);
  return { posted, postedAs, store, connection };
}
