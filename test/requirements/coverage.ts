import { type Requirement, requirements } from './requirements.ts';

/** A test as jest lists it. */
export interface ListedTest {
  /** Its file, from the project's root. */
  readonly file: string;
  /** The titles of the blocks around it and its own. */
  readonly titles: readonly string[];
}

/** A requirement with the tests that carry it. */
export interface Carried {
  readonly requirement: Requirement;
  readonly tests: readonly ListedTest[];
}

/** Which tests carry which requirement: those whose title names its number in brackets, "(S64)". */
export const carried = (tests: readonly ListedTest[]): readonly Carried[] =>
  requirements.map((requirement) => ({
    requirement,
    tests: tests
      .filter(({ titles }) => numbersIn(titles.join(' ')).includes(requirement.number))
      .toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1)),
  }));

/** The numbers that a title names: "(S54, S55)" names two. */
const numbersIn = (title: string): readonly string[] =>
  [...title.matchAll(/\((S\d+(?:, S\d+)*)\)/g)].flatMap(([, list = '']) => list.split(', '));

const sortKey = ({ file, titles }: ListedTest): string => [file, ...titles].join('\n');

/** The numbers in scope that no test carries. */
export const uncarried = (all: readonly Carried[]): readonly string[] =>
  all
    .filter(({ requirement, tests }) => !requirement.outOfScope && tests.length === 0)
    .map(({ requirement }) => requirement.number);

/** The page that maps every requirement to its tests, in Markdown. */
export const requirementsPage = (all: readonly Carried[]): string => `# Requirements and their tests

Every requirement of pre-sales in scope, and the tests that carry it: their titles name its number.
The page is made from jest's own list by \`npm run requirements\`; a full test run fails when it is
stale or a number in scope has no test.

${all.map(section).join('\n\n')}
`;

const section = ({ requirement: { number, says, outOfScope }, tests }: Carried): string =>
  [
    `## ${number}`,
    `${says}.`,
    ...(outOfScope === undefined ? [] : [`Out of scope: ${outOfScope}.`]),
    ...(tests.length === 0 ? [] : [list(tests)]),
  ].join('\n\n');

const list = (tests: readonly ListedTest[]): string =>
  tests.map(({ file, titles }) => `- ${escaped(titles.join(' › '))} — \`${file}\``).join('\n');

/** A title as text: nothing in it is Markdown. */
const escaped = (title: string): string => title.replace(/[\\`*_<>[\]|]/g, (sign) => `\\${sign}`);
