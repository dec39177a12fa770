export { canonicalJson, sameValue } from "../core/same-value";
