/** JSON that may be anything: undefined where it is none, which no JSON is. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
