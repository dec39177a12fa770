// What a fault in one place of the source may be: other operators, numbers, conditions, and calls,
// statements and bodies that are left out.
import ts from "typescript";

const { SyntaxKind } = ts;

/** @type {ReadonlyMap<ts.SyntaxKind, readonly string[]>} */
const operators = new Map([
  [SyntaxKind.PlusToken, ["-"]],
  [SyntaxKind.MinusToken, ["+"]],
  [SyntaxKind.AsteriskToken, ["/"]],
  [SyntaxKind.SlashToken, ["*"]],
  [SyntaxKind.PercentToken, ["*"]],
  [SyntaxKind.AsteriskAsteriskToken, ["*"]],
  [SyntaxKind.AmpersandToken, ["|"]],
  [SyntaxKind.BarToken, ["&"]],
  [SyntaxKind.CaretToken, ["&"]],
  [SyntaxKind.LessThanLessThanToken, [">>"]],
  [SyntaxKind.GreaterThanGreaterThanToken, ["<<"]],
  [SyntaxKind.GreaterThanGreaterThanGreaterThanToken, ["<<"]],
  [SyntaxKind.LessThanToken, ["<=", ">="]],
  [SyntaxKind.LessThanEqualsToken, ["<", ">"]],
  [SyntaxKind.GreaterThanToken, [">=", "<="]],
  [SyntaxKind.GreaterThanEqualsToken, [">", "<"]],
  [SyntaxKind.EqualsEqualsEqualsToken, ["!=="]],
  [SyntaxKind.ExclamationEqualsEqualsToken, ["==="]],
  [SyntaxKind.AmpersandAmpersandToken, ["||"]],
  [SyntaxKind.BarBarToken, ["&&"]],
  [SyntaxKind.QuestionQuestionToken, ["&&"]],
  [SyntaxKind.PlusEqualsToken, ["-=", "="]],
  [SyntaxKind.MinusEqualsToken, ["+=", "="]],
  [SyntaxKind.AsteriskEqualsToken, ["/="]],
  [SyntaxKind.SlashEqualsToken, ["*="]],
]);

/** @type {ReadonlyMap<string, string>} */
const otherMethods = new Map([
  ["min", "max"],
  ["max", "min"],
  ["floor", "ceil"],
  ["ceil", "floor"],
  ["round", "floor"],
  ["some", "every"],
  ["every", "some"],
]);

/** Methods that give what they are called on, or something like it. */
const leftOut = new Set(["filter", "sort", "slice", "reverse", "trim"]);

/**
 * Faults of an expression, as texts that take its place.
 * @param {ts.Expression} node
 * @param {ts.SourceFile} file
 * @returns {string[]}
 */
export function faultsOf(node, file) {
  const text = (/** @type {ts.Node} */ part) => node && part.getText(file);
  const faults = conditionFaults(node);
  if (ts.isBinaryExpression(node)) {
    const others = operators.get(node.operatorToken.kind) ?? [];
    const [left, right] = [text(node.left), text(node.right)];
    // Words that are put together.
    const isText = [node.left, node.right].some((part) => ts.isStringLiteralLike(part));
    if (isText && node.operatorToken.kind === SyntaxKind.PlusToken) return faults;
    const { kind } = node.operatorToken;
    const isAssignment = kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
    for (const other of others) {
      faults.push(isAssignment ? `${left} ${other} (${right})` : `(${left}) ${other} (${right})`);
    }
  } else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    faults.push(...unaryFaults(node, text(node.operand)));
  } else if (ts.isNumericLiteral(node)) {
    faults.push(`${Number(node.text) + 1}`);
  } else if (node.kind === SyntaxKind.TrueKeyword) faults.push("false");
  else if (node.kind === SyntaxKind.FalseKeyword) faults.push("true");
  else if (ts.isCallExpression(node)) faults.push(...callFaults(node, file));
  return faults;
}

/** @param {ts.Expression} node */
function conditionFaults(node) {
  const { parent } = node;
  if (node.kind === SyntaxKind.TrueKeyword || node.kind === SyntaxKind.FalseKeyword) return [];
  if (ts.isIfStatement(parent) && parent.expression === node) return ["true", "false"];
  if (ts.isConditionalExpression(parent) && parent.condition === node) return ["true", "false"];
  if (ts.isWhileStatement(parent) && parent.expression === node) return ["false"];
  return [];
}

/**
 * @param {ts.PrefixUnaryExpression | ts.PostfixUnaryExpression} node
 * @param {string} operand
 */
function unaryFaults(node, operand) {
  const isPrefix = ts.isPrefixUnaryExpression(node);
  switch (node.operator) {
    case SyntaxKind.PlusPlusToken:
      return [isPrefix ? `--${operand}` : `${operand}--`];
    case SyntaxKind.MinusMinusToken:
      return [isPrefix ? `++${operand}` : `${operand}++`];
    case SyntaxKind.ExclamationToken:
    case SyntaxKind.MinusToken:
      return [`(${operand})`];
    default:
      return [];
  }
}

/**
 * @param {ts.CallExpression} node
 * @param {ts.SourceFile} file
 */
function callFaults(node, file) {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression) || node.flags & ts.NodeFlags.OptionalChain) {
    return [];
  }
  const name = expression.name.text;
  const on = expression.expression.getText(file);
  const given = node.arguments.map((argument) => argument.getText(file)).join(", ");
  const other = otherMethods.get(name);
  if (other !== undefined) return [`${on}.${other}(${given})`];
  return leftOut.has(name) ? [on] : [];
}

/**
 * True for statements that may be left out as a whole.
 * @param {ts.Node} node
 */
export function mayBeLeftOut(node) {
  if (!ts.isExpressionStatement(node)) return false;
  const { expression } = node;
  const isCall = ts.isCallExpression(expression);
  if (isCall) return expression.expression.kind !== SyntaxKind.SuperKeyword;
  return (
    ts.isBinaryExpression(expression) && expression.operatorToken.kind === SyntaxKind.EqualsToken
  );
}

/**
 * True where nothing is planted: types, names, and the words of an error.
 * @param {ts.Node} node
 */
export function isLeftAlone(node) {
  return (
    ts.isTypeNode(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isHeritageClause(node) ||
    (ts.isNewExpression(node) && /Error$/.test(node.expression.getText()))
  );
}
