import type { Caption } from './svg.ts';

/** What each package is, in two lines that fit its box. */
export const captions: Readonly<Record<string, Caption>> = {
  kernel: { group: 'core', lines: ['deciders, events, ports,', 'money, calendar'] },
  domain: { group: 'core', lines: ['the aggregates: commands,', 'events, business rules'] },
  processes: { group: 'core', lines: ['which event leads', 'to which command'] },
  projections: { group: 'core', lines: ['read models: facts, and', 'figures as queries'] },
  sqlite: { group: 'store', lines: ['the embedded event log', 'and read models'] },
  eventstoredb: { group: 'store', lines: ['the event log', 'on EventStoreDB'] },
  runtime: { group: 'use', lines: ['open(…): everything', 'put together'] },
  import: { group: 'use', lines: ['files of other systems', 'into commands'] },
  demo: { group: 'use', lines: ['the seeded year', 'of a reseller'] },
  cli: { group: 'use', lines: ['the presales command:', 'options, tables, terminal'] },
  testing: { group: 'test', lines: ['scenarios, contract', 'suites, arbitraries'] },
  'eventstoredb-server': {
    group: 'test',
    lines: ['a server that speaks', 'EventStoreDB’s protocol'],
  },
  torture: { group: 'test', lines: ['kills, full disks,', 'flipped bits, rivals'] },
  bench: { group: 'test', lines: ['benchmarks, with the', 'peers beside us'] },
};
