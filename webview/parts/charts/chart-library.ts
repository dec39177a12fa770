/** The parts of chart.js that the page uses; what is not registered is not bundled. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Decimation,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";

export function registerCharts(): void {
  Chart.register(
    BarController,
    BarElement,
    CategoryScale,
    Decimation,
    LinearScale,
    LineController,
    LineElement,
    PointElement,
    Tooltip,
  );
}
