// Holds what was built against the browsers inside apps: WeChat's X5 (Chromium 78) and the WebKit of iOS 12 end a script
// at the first word that they do not know. A build that holds newer syntax than ES2019 fails, and says where.
import ts from 'typescript';
import type { Plugin } from 'vite';

const { SyntaxKind } = ts;

/** What came after ES2019, by how the parser names it; what it is called in the message. */
const newerKinds = new Map<ts.SyntaxKind, string>([
  [SyntaxKind.QuestionQuestionToken, '??'],
  [SyntaxKind.QuestionDotToken, '?.'],
  [SyntaxKind.QuestionQuestionEqualsToken, '??='],
  [SyntaxKind.BarBarEqualsToken, '||='],
  [SyntaxKind.AmpersandAmpersandEqualsToken, '&&='],
  [SyntaxKind.BigIntLiteral, 'BigInt'],
  [SyntaxKind.PrivateIdentifier, '#private'],
  [SyntaxKind.PropertyDeclaration, 'class field'],
  [SyntaxKind.ClassStaticBlockDeclaration, 'static block'],
  [SyntaxKind.NamespaceExport, 'export * as'],
]);

function newerAt(node: ts.Node, source: ts.SourceFile): string | undefined {
  const kind = newerKinds.get(node.kind);
  if (kind) return kind;
  if (ts.isNumericLiteral(node) && node.getText(source).includes('_')) return '1_000';
  // Safari reads what looks back since 16.4, and refuses the whole script before.
  if (ts.isRegularExpressionLiteral(node) && /\(\?<[=!]/.test(node.text)) return 'lookbehind';
  if (ts.isRegularExpressionLiteral(node) && /\/[a-z]*[dv][a-z]*$/.test(node.text)) return 'flag of a regular expression';
  const waits = ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined);
  const inside = ts.findAncestor(node.parent, ts.isFunctionLike);
  return waits && !inside ? 'await outside of a function' : undefined;
}

/** Each piece of syntax that those browsers do not know, with its line: empty when they read it all. */
export function newerSyntax(code: string): string[] {
  const source = ts.createSourceFile('built.js', code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    const newer = newerAt(node, source);
    if (newer) found.push(`${newer} in line ${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`);
    node.getChildren(source).forEach(look);
  };
  look(source);
  return found;
}

/** Fails the build. */
export function forOldBrowsers(): Plugin {
  return {
    name: 'for-old-browsers',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle)) {
        const code = part.type === 'chunk' ? part.code : part.fileName.endsWith('.js') ? String(part.source) : '';
        const found = newerSyntax(code);
        if (found.length) this.error(`${part.fileName} is not for old browsers: ${found.slice(0, 5).join(', ')}`);
      }
    },
  };
}
