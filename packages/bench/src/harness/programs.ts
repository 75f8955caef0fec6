/**
 * Everything that runs in a process of its own, loaded when it is asked for: a process holds nothing
 * that its program does not need.
 */
export const programs = {
  append: async () => (await import('../benchmarks/append-program.ts')).measureAppend,
  rehydrate: async () => (await import('../benchmarks/rehydrate-program.ts')).measureRehydrate,
  rehydrateLimit: async () => (await import('../benchmarks/rehydrate-program.ts')).rehydrateLimit,
  writeBigLog: async () => (await import('../benchmarks/big-log.ts')).writeBigLog,
  parsePayloads: async () => (await import('../benchmarks/parse-program.ts')).parsePayloads,
  read: async () => (await import('../benchmarks/read-program.ts')).measureRead,
  unseal: async () => (await import('../benchmarks/seal-program.ts')).unseal,
  project: async () => (await import('../benchmarks/project-program.ts')).measureProject,
  projectParts: async () =>
    (await import('../benchmarks/project-parts-program.ts')).measureProjectParts,
  appendToServer: async () => (await import('../benchmarks/esdb-program.ts')).appendToServer,
  readFromServer: async () => (await import('../benchmarks/esdb-program.ts')).readFromServer,
  followServer: async () => (await import('../benchmarks/esdb-program.ts')).followServer,
  memoryOf: async () => (await import('../benchmarks/esdb-memory-program.ts')).memoryOf,
  writeImportFile: async () => (await import('../benchmarks/import-file.ts')).writeImportFile,
  readCsv: async () => (await import('../benchmarks/import-program.ts')).readCsv,
  import: async () => (await import('../benchmarks/import-program.ts')).measureImport,
} as const;

type Programs = typeof programs;
type Program<Name extends ProgramName> = Awaited<ReturnType<Programs[Name]>>;

export type ProgramName = keyof Programs;
export type ProgramOptions<Name extends ProgramName> = Parameters<Program<Name>>[0];
export type ProgramResult<Name extends ProgramName> = Awaited<ReturnType<Program<Name>>>;
