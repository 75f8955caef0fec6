/** A pure function of a text and a choice that computes each answer once. */
export const remembered = <Choice extends string, Result>(
  compute: (text: string, choice: Choice) => Result,
): ((text: string, choice: Choice) => Result) => {
  const answers = new Map<Choice, Map<string, Result>>();
  return (text, choice) => {
    const known = answers.get(choice) ?? new Map<string, Result>();
    answers.set(choice, known);
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = compute(text, choice);
    known.set(text, result);
    return result;
  };
};
