export { sameValue } from "../core/same-value";
