import "../../media/styles/inspector.css";
import type { CimPageMessage, CimView } from "../../src/shared/protocol/cim";
import type { PageMessage, ViewState } from "../../src/shared/protocol";
import { ArraysPage } from "../views/arrays/arrays-page";
import { registerCharts } from "../parts/charts/chart-library";
import "../state/editor-api";
import { Page } from "./page";
import { countViolations, setSign } from "../state/page-signs";
import { registerToolkit } from "../parts/controls/toolkit";

countViolations();
setSign("loading");
registerToolkit();
registerCharts();
const place = document.getElementById("inspector") ?? document.body;
// The host says which page this is.
if (place.dataset.page === "arrays") {
  void new ArraysPage(acquireVsCodeApi<CimPageMessage, CimView>(), place).open();
} else {
  void new Page(acquireVsCodeApi<PageMessage, ViewState>(), place).open();
}
