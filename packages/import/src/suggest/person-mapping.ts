import { datesOf } from './dates.ts';
import { keyOf } from './deal-key.ts';
import { type Answers, Draft } from './draft.ts';
import type { Meaning } from './meaning.ts';
import { type Flow, quoted, undecided } from './yaml-text.ts';

/** The part of a mapping that makes parties of contacts or companies, and leads of leads. */
export const personDraft = (meaning: Meaning, answers: Answers): Draft => {
  const draft = new Draft();
  const { column, kind } = meaning;
  const organisations = kind === 'accounts';
  const { key, id } = keyOf(
    draft,
    meaning,
    organisations ? ['accountId', 'dealId'] : ['leadId', 'contactId', 'dealId'],
    organisations ? [['organisation']] : [['email'], ['personName'], ['firstName', 'lastName']],
  );
  draft.entry('key', key);
  draft.line('values:');
  draft.entry('id', id, 2);
  sinceValue(draft, meaning, answers);
  draft.line('rows:');
  draft.command('RegisterParty');
  draft.field('partyId', '$id');
  draft.field('details.kind', organisations ? 'organisation' : 'person');
  draft.field('details.name', nameOf(draft, meaning));
  draft.fieldOf('details.email', column('email'));
  draft.fieldOf('details.phone', column('phone'));
  draft.field('at', '$since');
  if (kind === 'leads') leadCommands(draft, meaning);
  return draft;
};

/** Since when a row's person is known, as a value of the mapping. */
const sinceValue = (draft: Draft, meaning: Meaning, answers: Answers): void => {
  const opened = meaning.column('opened');
  const dated = opened !== undefined && meaning.filled(opened).length > 0 ? opened : undefined;
  const dates = datesOf(meaning, dated === undefined ? [] : [dated], answers);
  const missing = dated === undefined || meaning.cells(dated).includes('');
  const day = answers.openedOn ?? undecided;
  if (missing && day === undecided)
    draft.decide(
      'not every row says since when it is known; on which day was it? Or suggest again with --opened 2024-01-01.',
      2,
    );
  draft.entry(
    'since',
    dated === undefined ? day : dates.source(draft, dated, missing ? day : undefined),
    2,
  );
};

const leadCommands = (draft: Draft, { column, filled }: Meaning): void => {
  draft.command('CaptureLead');
  draft.field('leadId', '$id');
  draft.field('partyId', '$id');
  const source = column('leadSource');
  if (source !== undefined)
    draft.check(
      `what ${quoted(source)} says is kept as a detail; the standard sources have names such as referral.`,
      6,
    );
  draft.fieldOf('sourceDetail', source);
  draft.field('source', 'other');
  draft.field('at', '$since');
  const owner = column('owner');
  if (owner === undefined || filled(owner).length === 0) return;
  draft.command('AssignLead', { column: owner, present: true });
  draft.field('leadId', '$id');
  draft.fieldOf('salespersonId', owner);
  draft.field('at', '$since');
};

const nameOf = (draft: Draft, { kind, column }: Meaning): Flow => {
  const [first, last] = [column('firstName'), column('lastName')];
  const whole = column(kind === 'accounts' ? 'organisation' : 'personName');
  if (whole !== undefined) {
    draft.used.add(whole);
    return { column: whole };
  }
  const parts = [first, last].filter((name) => name !== undefined);
  for (const name of parts) draft.used.add(name);
  const [only] = parts;
  return parts.length === 1 && only !== undefined
    ? { column: only }
    : { template: parts.map((name) => `{${name}}`).join(' ') };
};
