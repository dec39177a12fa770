export * from "../../core/figures/format";
