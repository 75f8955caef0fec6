import { sharedQuestion } from '../src/run/shared-question.ts';

/** A question whose answers are given by hand. */
const question = () => {
  const answers: ((answer: number | Error) => void)[] = [];
  const ask = sharedQuestion(
    () =>
      new Promise<number>((resolve, reject) => {
        answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
      }),
  );
  return { ask, answers };
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('A question that many ask', () => {
  it('is put once for all who ask while the answer before is on its way, and put after they asked', async () => {
    const { ask, answers } = question();
    const first = ask();
    await turn();
    const others = [ask(), ask(), ask()];
    await turn();
    expect(answers).toHaveLength(1);
    answers[0]?.(1);
    expect(await first).toBe(1);
    await turn();
    expect(answers).toHaveLength(2);
    answers[1]?.(2);
    expect(await Promise.all(others)).toEqual([2, 2, 2]);
  });

  it('is put again after an answer that failed', async () => {
    const { ask, answers } = question();
    const first = ask();
    await turn();
    const second = ask();
    answers[0]?.(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await turn();
    answers[1]?.(2);
    expect(await second).toBe(2);
  });
});
