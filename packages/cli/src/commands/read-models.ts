import type { ReadModelOptions, RetryOptions } from '../run/read-models.ts';
import type { Subcommand } from './context.ts';
import { withLogOptions } from './log-options.ts';

const listHelp = `
A stream is parked where a read model or a process cannot take one of its events: that event and the
later ones of the stream wait, and everything else goes on. Reports say what they lack, and end with
7 under --strict. What was the cause is mended, mostly by another version of the program, and then:

Examples:
  What is parked, and why     presales read-models --log sqlite:./presales.db
  Try one stream again        presales read-models retry funnel --stream opportunity-O00007
  Try all of a read model     presales read-models retry funnel
  ... or of a process         presales read-models retry paid-shop-order-wins-opportunity
  For another program         presales read-models --json | jq .parked`;

const retryHelp = `
The rows are then those that a rebuild would give: what waited is added in its place, or, where rows
depend on the order of several streams, the read model is rebuilt. The program that runs a process
tries again when it starts, or hears of the next event. Ends with 7 where a stream stays parked.`;

/** `presales read-models`: how far read models are, what is parked, and another try. */
export const readModelsCommand: Subcommand = (program, context) => {
  const readModels = withLogOptions(
    program
      .command('read-models')
      .summary('how far the read models are, and what they or processes could not take')
      .description(
        'Prints how far each read model has come, and the streams that are parked in read models and in\nprocesses, each with the event and the error. Nothing is projected by it.',
      ),
  )
    .option('--json', 'the list as one JSON object')
    .addHelpText('after', listHelp)
    .action(async (options: ReadModelOptions) => {
      const { printReadModels } = await import('../run/read-models.ts');
      await printReadModels(context, options);
    });
  withLogOptions(
    readModels
      .command('retry')
      .argument('<name>', 'a read model or a process, such as funnel')
      .summary('tries again what is parked')
      .description('Tries parked streams again: one, or all of a read model or a process.'),
  )
    .option('--stream <stream>', 'only this one, such as opportunity-O00007')
    .option('--json', 'what came of it as one JSON object')
    .addHelpText('after', retryHelp)
    .action(async (name: string, _: RetryOptions, command) => {
      const { printRetry } = await import('../run/read-models.ts');
      // The options of the command above are also typed before `retry`.
      await printRetry(context, name, command.optsWithGlobals());
    });
};
