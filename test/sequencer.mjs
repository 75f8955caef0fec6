// Jest loads sequencers as they are, so this one is JavaScript.
import Sequencer from '@jest/test-sequencer';

/** The files that take longest: begun last, one of them would keep all workers but its own waiting. */
const longest = [
  'packages/eventstoredb/test/contract.test.ts',
  'packages/cli/test/readme.test.ts',
  'test/documents.test.ts',
  'packages/eventstoredb/test/reconnecting.test.ts',
  'packages/cli/test/eventstoredb.test.ts',
  'packages/cli/test/import-maven.test.ts',
  'test/recompute/recompute.test.ts',
  'test/packages.test.ts',
];

/** As jest orders them, by the time they took or by their size, but for the longest, which go first. */
export default class extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => longest.some((file) => path.endsWith(`/${file}`));
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}
