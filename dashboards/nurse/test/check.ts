/** The few assertions that the tests need. */

export function equal(got: unknown, expected: unknown): void {
  const [one, other] = [show(got), show(expected)];
  if (one !== other) {
    throw new Error(`expected ${other}, got ${one}`);
  }
}

export function holds(condition: boolean, sentence: string): void {
  if (!condition) {
    throw new Error(`expected that ${sentence}`);
  }
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, each) => {
    return each instanceof Map || each instanceof Set ? [...each] : each === undefined ? "undefined" : each;
  });
}
