import { parseSync } from '@swc/core';

/** One module named by a source file. */
export interface Import {
  readonly from: string;
  /** `lazy` is `import(…)` at run time; all else is loaded, or must be typed, with the file. */
  readonly kind: 'static' | 'lazy';
  /** The names taken from it. */
  readonly names: readonly string[];
}

/** What a source file takes from elsewhere. */
export interface Source {
  readonly imports: readonly Import[];
  /** What it uses, as one writes it: `Date.now`, `new Date()`, `Date()`, `console.*`, `setTimeout`. */
  readonly uses: ReadonlySet<string>;
}

/** Reads the imports and the uses of globals out of a TypeScript or JavaScript text. */
export const readSource = (text: string): Source => {
  const imports: Import[] = [];
  const uses = new Set<string>();
  visit(parseSync(text, { syntax: 'typescript', target: 'es2022' }).body, (node) => {
    const found = importOf(node);
    if (found !== undefined) imports.push(found);
    for (const use of usesOf(node)) uses.add(use);
  });
  return { imports, uses };
};

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

const visit = (value: unknown, look: (node: Node) => void): void => {
  if (!isNode(value)) return;
  look(value);
  for (const part of Object.values(value)) visit(part, look);
};

const importOf = (node: Node): Import | undefined => {
  switch (node['type']) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration': {
      const from = textOf(node['source']);
      return from === undefined ? undefined : { from, kind: 'static', names: namesOf(node) };
    }
    case 'TsImportType':
      return { from: textOf(node['argument']) ?? '', kind: 'static', names: [] };
    case 'CallExpression': {
      const { callee } = node;
      const lazy = isNode(callee) && callee['type'] === 'Import';
      if (!lazy && nameOf(callee) !== 'require') return undefined;
      // A module that is named only at run time is nobody's to check: it stands as it is.
      const from = textOf(argumentsOf(node)[0]) ?? '(computed)';
      return { from, kind: lazy ? 'lazy' : 'static', names: [] };
    }
    default:
      return undefined;
  }
};

const usesOf = (node: Node): readonly string[] => {
  switch (node['type']) {
    case 'MemberExpression': {
      const [object, property] = [nameOf(node['object']), nameOf(node['property'])];
      return object === undefined || property === undefined
        ? []
        : [`${object}.${property}`, `${object}.*`];
    }
    case 'CallExpression': {
      const called = nameOf(node['callee']);
      const handedOn = argumentsOf(node).flatMap((argument) => nameOf(argument) ?? []);
      return called === undefined ? handedOn : [called, `${called}()`, ...handedOn];
    }
    case 'NewExpression': {
      const name = nameOf(node['callee']);
      return name !== undefined && argumentsOf(node).length === 0 ? [`new ${name}()`] : [];
    }
    default:
      return [];
  }
};

const namesOf = ({ specifiers }: Node): readonly string[] =>
  (Array.isArray(specifiers) ? specifiers : []).flatMap((specifier: Node) => {
    const name = nameOf(specifier['imported'] ?? specifier['orig'] ?? specifier['local']);
    return name === undefined ? [] : [name];
  });

/** The text of an identifier, of a property read from one (`globalThis.crypto`: `crypto`), or of `["x"]`. */
const nameOf = (node: unknown): string | undefined => {
  if (!isNode(node)) return undefined;
  if (node['type'] === 'Identifier') return String(node['value']);
  if (node['type'] === 'Computed') return textOf(node['expression']);
  return node['type'] === 'MemberExpression' ? nameOf(node['property']) : undefined;
};

const textOf = (node: unknown): string | undefined =>
  isNode(node) && node['type'] === 'StringLiteral' ? String(node['value']) : undefined;

const argumentsOf = (node: Node): readonly unknown[] =>
  (Array.isArray(node['arguments']) ? node['arguments'] : []).map(
    ({ expression }: Node) => expression,
  );
