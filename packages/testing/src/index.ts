export * from './arbitraries.ts';
export * from './read-model-contract.ts';
export * from './read-model-contract-model.ts';
export * from './read-model-hash.ts';
export * from './scenario.ts';
