/** How a command is typed on Slack: `/ask` for the question that is asked most, `/stet` before the name of any other. */
export function typed(command: string): string {
  return command === 'ask' ? '/ask' : `/stet ${command}`;
}
