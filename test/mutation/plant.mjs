// Plants faults in a source file, each behind a switch, so that one bundle holds all of them.
import ts from "typescript";
import { faultsOf, isLeftAlone, mayBeLeftOut } from "./operators.mjs";

/**
 * @typedef {object} Fault
 * @property {string} file
 * @property {number} line from 1 on
 * @property {string} original
 * @property {string} fault what stands in its place
 */

/**
 * @param {string} name of the file
 * @param {string} source
 * @param {Fault[]} faults further ones are added; a fault's place in the list is its number
 * @param {(fault: number) => string} switchOf the condition under which a fault is there
 * @returns {string} the source with its faults
 */
export function plant(name, source, faults, switchOf) {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);

  /** @type {(node: ts.Node, fault: string) => string} */
  const add = (node, fault) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    const original = node.getText(file).split("\n", 1)[0].slice(0, 100);
    faults.push({ file: name, line: line + 1, original, fault: fault.slice(0, 100) });
    return switchOf(faults.length - 1);
  };

  /** @type {(node: ts.Node) => string} */
  const withParts = (node) => {
    let text = "";
    let at = node.getStart(file);
    ts.forEachChild(node, (child) => {
      const from = child.getStart(file);
      if (from < at) return;
      text += source.slice(at, from) + render(child);
      at = child.end;
    });
    return text + source.slice(at, node.end);
  };

  /** @type {(node: ts.Node) => string} */
  const render = (node) => {
    if (isLeftAlone(node)) return node.getText(file);
    const text = withParts(node);
    if (mayBeLeftOut(node)) return `{ if (!(${add(node, "left out")})) { ${text} } }`;
    if (isBody(node)) return `{ if (${add(node, "left out")}) return; ${text.slice(1)}`;
    if (!isValue(node)) return text;
    const others = faultsOf(node, file);
    if (others.length === 0) return text;
    return others.reduceRight(
      (rest, fault) => `(${add(node, fault)} ? (${fault}) : ${rest})`,
      `(${text})`,
    );
  };

  return file.statements.length === 0 ? source : withParts(file);
}

/** @type {(node: ts.Node) => boolean} */
function isBody(node) {
  const { parent } = node;
  return (
    ts.isBlock(node) &&
    node.statements.length > 0 &&
    ts.isFunctionLike(parent) &&
    !ts.isConstructorDeclaration(parent)
  );
}

/**
 * True for an expression whose value alone matters: neither a target nor a name.
 * @param {ts.Node} node
 * @returns {node is ts.Expression}
 */
function isValue(node) {
  if (!ts.isExpression(node)) return false;
  const { parent } = node;
  if (ts.isPropertyName(node) && "name" in parent && parent.name === node) return false;
  return !ts.isExpressionStatement(parent) || !ts.isStringLiteral(node);
}
