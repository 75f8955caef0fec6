import fc from 'fast-check';

// A mutant is killed by the first counterexample; nobody reads a smaller one, and shrinking takes
// longer than all the rest.
fc.configureGlobal({ numRuns: 20, endOnFailure: true });
