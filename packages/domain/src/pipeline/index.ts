export { PipelineCommand } from './commands.ts';
export { PipelineEvent, PipelineStep, PipelineSteps } from './events.ts';
export { currentVersion, type Pipeline, type PipelineRefusal, pipeline } from './pipeline.ts';
