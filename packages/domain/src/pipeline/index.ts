export { PipelineCommand } from './commands.ts';
export { PipelineEvent } from './events.ts';
export { currentVersion } from './figures/current-version.ts';
export { pipeline } from './pipeline.ts';
export type { PipelineRefusal } from './refusals.ts';
export type { Pipeline } from './state.ts';
export { PipelineStep, PipelineSteps } from './vocabulary.ts';
