const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
const heights = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * A horizontal bar as long as its proportion (0 to 1) of the width, in eighths of a character.
 * What is above zero shows at least the thinnest line; what is below zero shows no bar.
 */
export const bar = (proportion: number, width: number): string => {
  const bounded = Math.min(Math.max(proportion, 0), 1);
  const units = bounded === 0 ? 0 : Math.max(1, Math.round(bounded * width * 8));
  return '█'.repeat(Math.floor(units / 8)) + (eighths[units % 8] ?? '');
};

/** A line of small columns, the highest for the highest value, and the lowest for zero and less. */
export const sparkline = (values: readonly number[]): string => {
  const most = Math.max(0, ...values);
  return values
    .map((value) => {
      const step = most === 0 ? 0 : Math.round((Math.max(value, 0) / most) * (heights.length - 1));
      return heights[step] ?? heights[0];
    })
    .join('');
};
