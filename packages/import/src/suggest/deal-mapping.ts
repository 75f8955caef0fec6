import { type Dates, datesOf } from './dates.ts';
import { keyOf } from './deal-key.ts';
import { type OutcomeRows, outcomesOf, stageColumn } from './deal-outcomes.ts';
import { stepsOf } from './deal-steps.ts';
import { type Answers, Draft } from './draft.ts';
import type { ColumnRole } from './header-aliases.ts';
import type { Join } from './joins.ts';
import type { Meaning } from './meaning.ts';
import { moneySources } from './money.ts';
import { type Flow, flow, listed, quoted, undecided } from './yaml-text.ts';

const dateRoles: readonly ColumnRole[] = [
  'opened',
  'closed',
  'expectedClose',
  'won',
  'lost',
  'stageSince',
];

/** Who has a deal of which the file does not say it. */
const nobody = 'nobody';

/** What the commands of a deal are made from. */
interface Deal {
  readonly draft: Draft;
  readonly meaning: Meaning;
  readonly dates: Dates;
  /** The column that says when it was opened. */
  readonly opened: string | undefined;
  /** The column that says whose deal it is. */
  readonly party: string | undefined;
  readonly steps: readonly string[];
  readonly pipelineId: Flow;
  /** What a deal is expected to bring, and what it brought; undefined where there are no amounts. */
  readonly expected: string | undefined;
  readonly net: string;
}

/** The part of a mapping that makes deals of the rows of a file, and parties of files that it refers to. */
export const dealDraft = (
  meaning: Meaning,
  answers: Answers,
  joins: readonly Join[] = [],
): Draft => {
  const draft = new Draft();
  const { column } = meaning;
  const dateColumns = dateRoles.flatMap((role) => column(role) ?? []);
  const dates = datesOf(meaning, [...new Set(dateColumns)], answers);
  const { key, id } = keyOf(
    draft,
    meaning,
    ['dealId'],
    [
      ['dealName'],
      ['account', 'dealName'],
      ['account', 'opened'],
      ['account', 'dealName', 'opened'],
      ['account', 'opened', 'amount'],
    ],
  );
  draft.entry('key', key);
  const outcomes = outcomesOf(draft, meaning);
  const { steps, probability } = stepsOf(draft, meaning);

  joinedFiles(draft, joins);
  draft.line('values:');
  draft.entry('deal', id, 2);
  const opened = openedValue(draft, meaning, dates, answers);
  const amounts = amountValues(draft, meaning, outcomes.won !== undefined, answers);

  const pipelines = pipelinesOf(meaning);
  const begin = beginOf(meaning, dates, opened) ?? answers.openedOn;
  const parties = begin === undefined ? [] : joins.filter(isOfParties);
  if (begin !== undefined && (probability !== undefined || parties.length > 0)) {
    draft.line('setup:');
    if (probability !== undefined) draft.used.add(column('probability') ?? '');
    for (const pipeline of probability === undefined ? [] : pipelines.names)
      definePipeline(draft, pipeline, steps, probability ?? (() => 0), begin);
    for (const join of parties) registerParties(draft, join, begin);
  }
  const customer = joins.find(({ meaning: { kind } }) => kind === 'accounts')?.by;

  draft.line('rows:');
  const pipelineId = pipelines.source;
  const party = customer ?? column('account');
  const deal: Deal = { draft, meaning, dates, opened, party, steps, pipelineId, ...amounts };
  openCommand(deal);
  moveCommand(deal);
  if (outcomes.won !== undefined) winCommand(deal, outcomes.won);
  if (outcomes.lost !== undefined) loseCommand(deal, outcomes.lost);
  return draft;
};

const openCommand = ({ draft, meaning, dates, party, steps, pipelineId, expected }: Deal): void => {
  const { column, filled } = meaning;
  draft.command('OpenOpportunity');
  draft.field('opportunityId', '$deal');
  draft.fieldOf('partyId', party);
  ownerField(draft, meaning);
  if (typeof pipelineId === 'object') draft.used.add(column('pipeline') ?? '');
  draft.field('pipeline.pipelineId', pipelineId);
  draft.field('pipeline.version', 1);
  draft.field('pipeline.steps', steps);
  draft.fieldOf('productId', column('product'));
  if (expected !== undefined) draft.field('expectedValue', expected);
  const closing = column('expectedClose');
  if (closing !== undefined && filled(closing).length > 0)
    draft.field('expectedCloseOn', dates.source(draft, closing));
  draft.field('at', '$opened');
};

const moveCommand = ({ draft, meaning, dates, steps }: Deal): void => {
  const stage = stageColumn(meaning);
  const [, ...later] = steps;
  if (stage === undefined || later.length === 0) return;
  const since = meaning.column('stageSince');
  const timed = since !== undefined && !meaning.cells(since).includes('');
  if (!timed)
    draft.line(
      '# The file says where a deal stands, not since when: it is moved there as it is opened.',
      2,
    );
  const others = meaning.distinct(stage).filter((each) => !later.includes(each));
  draft.command('MoveOpportunity', {
    column: stage,
    oneOf: later,
    ignore: others.length === 0 ? undefined : others,
  });
  draft.field('opportunityId', '$deal');
  draft.fieldOf('step', stage);
  draft.field('at', timed ? dates.source(draft, since) : '$opened');
};

const winCommand = (deal: Deal, { when, rows }: OutcomeRows): void => {
  const { draft, net } = deal;
  draft.command('WinOpportunity', when);
  draft.field('opportunityId', '$deal');
  draft.field('value.net', net);
  draft.line('value.margin: $nothing # the file has no costs: all of it is of unknown cost', 6);
  draft.field('value.netOfUnknownCost', net);
  draft.field('at', closingOf(deal, 'won', rows));
};

const loseCommand = (deal: Deal, { when, rows }: OutcomeRows): void => {
  const { draft, meaning } = deal;
  draft.command('LoseOpportunity', when);
  draft.field('opportunityId', '$deal');
  draft.field('reason', 'unspecified');
  draft.fieldOf('note', meaning.column('lossReason'));
  draft.field('at', closingOf(deal, 'lost', rows));
};

/**
 * When a deal was won, or lost: by a column of its own, or that of all closed deals, or the day on
 * which that was expected; whichever is there where rows of the outcome lack the first of them.
 */
const closingOf = (deal: Deal, own: 'won' | 'lost', rows: readonly number[]): Flow => {
  const { draft, meaning, dates, opened } = deal;
  const { column, columns, cells } = meaning;
  const surely = [column(own), column('closed')];
  const names: string[] = [];
  let missing = rows;
  for (const name of new Set([...surely, column('expectedClose')])) {
    const left = name === undefined ? missing : missing.filter((row) => cells(name)[row] === '');
    if (name === undefined || left.length === missing.length) continue;
    names.push(name);
    missing = left;
  }
  const [first, ...others] = names;
  if (first === undefined) {
    draft.decide(`which column says when a deal was ${own}? There are ${listed(columns, 40)}.`, 6);
    return { column: undecided };
  }
  const guessed = names.find((name) => !surely.includes(name));
  if (guessed !== undefined)
    draft.check(
      `the file does not say when ${guessed === first ? 'deals were' : `${own} deals without ${quoted(first)} were`} closed; ${quoted(guessed)} stands for it.`,
      6,
    );
  const sources = names.map((name) => dates.source(draft, name));
  const [source] = sources;
  // Of a deal that is opened at an hour, and closed on the same day, the closing is not before it.
  const notBefore =
    opened !== undefined && dates.timed(opened) && names.some((name) => !dates.timed(name))
      ? '$opened'
      : undefined;
  return others.length === 0 && source !== undefined
    ? { ...source, notBefore }
    : { coalesce: sources, notBefore };
};

/** Pipelines of one file, at most. */
const pipelineLimit = 20;

const pipelinesOf = (
  meaning: Meaning,
): { readonly names: readonly string[]; readonly source: Flow } => {
  const name = meaning.column('pipeline');
  const names = name === undefined ? [] : meaning.distinct(name);
  if (name === undefined || names.length === 0 || names.length > pipelineLimit)
    return { names: ['sales'], source: 'sales' };
  const empty = meaning.cells(name).includes('');
  return { names, source: { column: name, default: empty ? names[0] : undefined } };
};

/** The amounts of deals, as values of the mapping. */
const amountValues = (
  draft: Draft,
  meaning: Meaning,
  winning: boolean,
  answers: Answers,
): Pick<Deal, 'expected' | 'net'> => {
  const [expected, brought] = [meaning.column('amount'), meaning.column('wonAmount')];
  const name = expected ?? brought;
  const { amount, nothing } = moneySources(draft, meaning, name, answers);
  if (name !== undefined) draft.entry('amount', amount, 2);
  const separately = expected !== undefined && brought !== undefined;
  const won = brought ?? expected;
  // An open deal may have no value; one that was won has.
  const incomplete = won !== undefined && meaning.cells(won).includes('');
  if (winning && (separately || incomplete)) {
    const source = separately ? moneySources(draft, meaning, brought, answers).amount : amount;
    draft.entry('brought', { ...source, default: incomplete ? 0 : undefined }, 2);
  }
  if (winning) draft.entry('nothing', nothing, 2);
  return {
    expected: name === undefined ? undefined : '$amount',
    net: separately || incomplete ? '$brought' : name === undefined ? '$nothing' : '$amount',
  };
};

const ownerField = (draft: Draft, meaning: Meaning): void => {
  const name = meaning.column('owner');
  if (name === undefined) {
    draft.check(`the file has no column of owners; deals are those of "${nobody}".`, 6);
    draft.field('ownerId', nobody);
    return;
  }
  draft.used.add(name);
  const empty = meaning.cells(name).includes('');
  draft.field('ownerId', { column: name, default: empty ? nobody : undefined });
};

/** When deals were opened, as a value of the mapping; returns the column that says it. */
const openedValue = (
  draft: Draft,
  meaning: Meaning,
  dates: Dates,
  { openedOn }: Answers,
): string | undefined => {
  const name = meaning.column('opened');
  const empty = name === undefined ? 0 : meaning.cells(name).length - meaning.filled(name).length;
  if (openedOn === undefined && (name === undefined || empty > 0))
    draft.decide(
      name === undefined
        ? 'no column says when deals were opened; which one does, as { column: … }, or on which day were they? Or suggest again with --opened 2024-01-01.'
        : `${quoted(name)} is empty in ${empty} rows of the sample; on which day were these deals opened? Or suggest again with --opened 2024-01-01.`,
      2,
    );
  const day = openedOn ?? undecided;
  draft.entry(
    'opened',
    name === undefined ? day : dates.source(draft, name, empty > 0 ? day : undefined),
    2,
  );
  return name;
};

/** The first day of the year before the earliest deal: by then the pipeline is there. */
const beginOf = (meaning: Meaning, dates: Dates, name: string | undefined): string | undefined => {
  const style = name === undefined ? undefined : dates.style(name);
  if (style === undefined || name === undefined) return undefined;
  const years = meaning.filled(name).flatMap((cell) => style.read(cell)?.date.slice(0, 4) ?? []);
  const [first] = years.sort();
  return first === undefined ? undefined : `${String(Number(first) - 1).padStart(4, '0')}-01-01`;
};

const joinedFiles = (draft: Draft, joins: readonly Join[]): void => {
  if (joins.length === 0) return;
  draft.line('files:');
  for (const { name, key, by, sample } of joins) {
    draft.line(
      `# ${quoted(by)} refers to it. Its columns can be used as { column: …, of: ${name}, by: { column: … } }: ${listed(sample.columns, 20)}.`,
      2,
    );
    draft.entry(name, { file: sample.file, key }, 2);
  }
};

const isOfParties = ({ meaning }: Join): boolean =>
  meaning.kind === 'accounts' || meaning.kind === 'contacts';

const registerParties = (draft: Draft, { name, key, meaning }: Join, begin: string): void => {
  const { kind, column } = meaning;
  const organisations = kind === 'accounts';
  const [first, last] = [column('firstName'), column('lastName')];
  const whole = column(organisations ? 'organisation' : 'personName') ?? last;
  draft.line('- command: RegisterParty', 2);
  draft.entry('each', name, 4);
  draft.line('fields:', 4);
  draft.field('partyId', { column: key });
  draft.field('details.kind', organisations ? 'organisation' : 'person');
  draft.field(
    'details.name',
    first !== undefined && whole !== undefined && whole === last
      ? { template: `{${first}} {${last}}` }
      : { column: whole ?? key },
  );
  const [email, phone] = [column('email'), column('phone')];
  if (email !== undefined) draft.field('details.email', { column: email });
  if (phone !== undefined) draft.field('details.phone', { column: phone });
  draft.field('at', begin);
};

const definePipeline = (
  draft: Draft,
  pipelineId: string,
  steps: readonly string[],
  probability: (step: string) => number,
  begin: string,
): void => {
  draft.line('# The chances are the means of the deals at each step.', 2);
  draft.command('DefinePipeline');
  draft.field('pipelineId', pipelineId);
  draft.field('name', pipelineId);
  draft.line('steps:', 6);
  for (const step of steps)
    draft.line(`- ${flow({ step, name: step, probability: probability(step) })}`, 8);
  draft.field('at', begin);
};
