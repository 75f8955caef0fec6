import { InvalidArguments, parseArguments } from '../src/arguments.ts';

const read = (...argv: string[]) => parseArguments(argv, ['append', 'read']);

describe('the command line of the benchmarks', () => {
  it('means all of them when it names none, or all', () => {
    expect(read().names).toEqual(['append', 'read']);
    expect(read('all').names).toEqual(['append', 'read']);
  });

  it('names those to run, how often and how large', () => {
    expect(read('read', '--rounds', '3', '--events', '1000', '--json')).toEqual({
      help: false,
      json: true,
      names: ['read'],
      rounds: 3,
      events: 1_000,
    });
  });

  it('leaves rounds and events to the benchmarks when it does not name them', () => {
    expect(read()).toMatchObject({ rounds: undefined, events: undefined, json: false });
  });

  it.each([
    [['raed'], /no benchmark raed; expected append, read, all/],
    [['--rounds', '0'], /--rounds: expected a whole number from 1, got 0/],
    [['--events', 'many'], /--events: expected a whole number from 1, got many/],
    [['--quick'], /--quick/],
  ])('refuses %j', (argv, message) => {
    expect(() => read(...argv)).toThrow(InvalidArguments);
    expect(() => read(...argv)).toThrow(message);
  });
});
