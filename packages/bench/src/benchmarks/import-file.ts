import { createWriteStream, writeFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { seeded } from '../workload/random.ts';

/** A file to import, and what to call it. */
export interface ImportFileOptions {
  readonly file: string;
  readonly mapping: string;
  readonly rows: number;
}

/** The steps of a case in their order; a case ends somewhere on the way or is decided at its end. */
const steps = [
  'A_SUBMITTED',
  'A_PARTLYSUBMITTED',
  'A_PREACCEPTED',
  'W_CALLING',
  'A_ACCEPTED',
  'O_SELECTED',
  'O_CREATED',
  'O_SENT',
  'W_CHASING',
  'O_SENT_BACK',
  'W_VALIDATING',
];

const day = 86_400_000;
/** Milliseconds between two cases' beginnings: cases overlap, as they do in a real log. */
const apart = 2_000_000;

/**
 * Writes the log of a loan process as a CSV file, and its mapping: cases of five to twelve rows, sorted
 * by time, so that the rows of a case lie apart. Returns the number of rows.
 */
export const writeImportFile = async (options: ImportFileOptions): Promise<number> => {
  writeFileSync(options.mapping, mapping);
  const output = createWriteStream(options.file);
  output.write('case,activity,timestamp,resource,amount,n\n');
  const lines = rowsOf(options.rows);
  lines.sort(([one], [other]) => one - other);
  for (const [index, [time, row]] of lines.slice(0, options.rows).entries())
    output.write(`${row.replace('@', new Date(time).toISOString())},${index + 1}\n`);
  output.end();
  await finished(output);
  return options.rows;
};

const rowsOf = (count: number): [time: number, row: string][] => {
  const random = seeded(11);
  const rows: [number, string][] = [];
  for (let number = 0; rows.length < count; number++) {
    let time = Date.UTC(2023, 0, 1) + number * apart;
    const amount = random.whole(500, 50_000);
    const add = (activity: string, after: number): void => {
      time += after;
      rows.push([time, `C${100_000 + number},${activity},@,user${random.whole(1, 60)},${amount}`]);
    };
    const length = random.whole(5, steps.length);
    for (const step of steps.slice(0, length)) add(step, random.whole(1, day));
    if (length === steps.length) add(random.chance(0.5) ? 'A_APPROVED' : 'A_DECLINED', 1_000);
  }
  return rows;
};

const mapping = `name: loan
key: n
values:
  deal: { column: case }
  time: { column: timestamp, type: date-time }
actor: { column: resource }
rows:
  - command: RegisterParty
    when: { column: activity, equals: A_SUBMITTED }
    fields: { partyId: $deal, details.kind: person, details.name: $deal, at: $time }
  - command: OpenOpportunity
    when: { column: activity, equals: A_SUBMITTED }
    fields:
      opportunityId: $deal
      partyId: $deal
      ownerId: { column: resource }
      pipeline.pipelineId: loan
      pipeline.version: 1
      pipeline.steps: [A_SUBMITTED, A_PARTLYSUBMITTED, A_PREACCEPTED, A_ACCEPTED, O_SELECTED, O_CREATED, O_SENT, O_SENT_BACK]
      expectedValue: { column: amount, type: money, currency: EUR }
      at: $time
  - command: MoveOpportunity
    when: { column: activity, oneOf: [A_PARTLYSUBMITTED, A_PREACCEPTED, A_ACCEPTED, O_SELECTED, O_CREATED, O_SENT, O_SENT_BACK] }
    fields: { opportunityId: $deal, step: { column: activity }, at: $time }
  - command: LogActivity
    when: { column: activity, oneOf: [W_CALLING, W_CHASING, W_VALIDATING] }
    fields:
      activityId: { column: n }
      kind: outbound-call
      performerId: { column: resource }
      subject.opportunityId: $deal
      outcome: reached
      at: $time
  - command: WinOpportunity
    when: { column: activity, equals: A_APPROVED }
    fields:
      opportunityId: $deal
      value.net: { column: amount, type: money, currency: EUR }
      value.margin: { constant: 0, type: money, currency: EUR }
      value.netOfUnknownCost: { column: amount, type: money, currency: EUR }
      at: $time
  - command: LoseOpportunity
    when: { column: activity, equals: A_DECLINED }
    fields: { opportunityId: $deal, reason: price, at: $time }
`;
