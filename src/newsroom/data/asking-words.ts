/** Words by which people ask. Everybody means these where they type one of them with a slip; general English, the most frequent first. */

const words = (list: string) => list.trim().split(/\s+/);

/** Words a question begins with, or hangs on. */
export const QUESTION_WORDS = words('what when where which who why how whose whom');

/** What follows "how". */
export const HOW_WORDS = words(
  'many much long old large high far big often fast deep heavy wide tall soon young quickly hot cold great small come expensive',
);

/** What is asked for by name, and what else a question says of itself. */
export const ASKED_NOUNS = words(
  `name names date day year month time number share percentage amount height length depth width distance speed temperature weight size age price cost costs
  reason cause purpose position title colour list tell give does did were have happened happen called many much long often last first`,
);
