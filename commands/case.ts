/** `case <id>`: one case as it stands: the article, how many flagged it and why, what the record has against it, what was decided. */
import { z } from 'zod';
import type { CaseId } from '../src/core/cases.ts';
import { type CommandContext, defineCommand, type Typed } from '../src/core/command.ts';
import { StetError } from '../src/core/errors.ts';
import { stringField } from '../src/core/fields.ts';
import { caseFile } from '../src/newsroom/cases/file.ts';
import { caseCalls, caseReply } from '../src/newsroom/cases/reply.ts';

export const oneCase = defineCommand({
  name: 'case',
  summary: 'shows one case: flags, reasons, points and verdicts',
  surfaces: ['console', 'chat'],
  permission: 'editor',
  input: z.object({ case: caseField() }),
  async run({ case: given }, context) {
    const id = await caseNamed(given, context);
    const file = await caseFile(id, context);
    if (file === null) throw unknownCase(given, context.typed);
    const { surface, offer } = context;
    return caseReply(file, surface === 'chat' ? await offer(caseCalls(file.known)) : []);
  },
});

export function caseField() {
  return stringField({ about: 'its id, or that of an article in it', max: 100 });
}

/** The case of this id, or the one that an article of this id is in. Throws `unknown-case` where there is neither. */
export async function caseNamed(
  given: string,
  { store, typed }: Pick<CommandContext, 'store' | 'typed'>,
): Promise<CaseId> {
  const id = (await store.case(given))?.id ?? (await store.caseOf(given));
  if (id === null) throw unknownCase(given, typed);
  return id;
}

function unknownCase(given: string, typed: Typed): StetError {
  const userMessage = `There is no case "${given}"; ${typed('cases')} lists them.`;
  return new StetError('unknown-case', 'no case of that id', { userMessage });
}
