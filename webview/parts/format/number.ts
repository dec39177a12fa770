export * from "../../../src/shared/format/number";
