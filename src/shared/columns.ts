export { joinColumns } from "../core/columns";
