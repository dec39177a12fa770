import "../media/styles/inspector.css";
import { registerCharts } from "./charts/chart-library";
import "./editor-api";
import { Page } from "./page";
import { countViolations, setSign } from "./page-signs";
import { registerToolkit } from "./toolkit";

countViolations();
setSign("loading");
registerToolkit();
registerCharts();
const place = document.getElementById("inspector") ?? document.body;
void new Page(acquireVsCodeApi(), place).open();
