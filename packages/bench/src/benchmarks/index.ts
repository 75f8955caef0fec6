import { append } from './append.ts';
import type { Benchmark } from './benchmark.ts';
import { esdb } from './esdb.ts';
import { esdbMemory } from './esdb-memory.ts';
import { importing } from './import.ts';
import { projecting } from './project.ts';
import { read } from './read.ts';
import { rehydrate } from './rehydrate.ts';
import { seal } from './seal.ts';

/** All benchmarks, in the order they run. */
export const benchmarks: readonly Benchmark[] = [
  append,
  rehydrate,
  read,
  projecting,
  seal,
  importing,
  esdb,
  esdbMemory,
];
