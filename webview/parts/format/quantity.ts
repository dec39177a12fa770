export * from "../../../src/shared/format/quantity";
