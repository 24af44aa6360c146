/** Flags and cases as people see them: what editors read of a case, who hears what, and what nobody is told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropQuestions } from '../../jobs/drop-questions.ts';
import { showCase } from '../../jobs/show-case.ts';
import { tellVerdict } from '../../jobs/tell-verdict.ts';
import { renderReply } from '../../src/adapters/console/render.ts';
import { countsOf } from '../../src/core/cases.ts';
import type { Reply } from '../../src/core/reply.ts';
import { reply, text } from '../../src/core/reply.ts';
import { articleIdOf, canonicalUrl } from '../../src/ingest/identify.ts';
import { evidenceIn } from '../adapters/parts.ts';
import { anArticle } from '../support/articles.ts';
import { aPost } from '../support/chat.ts';
import { ADA, aCaseDesk, BO, type CaseDesk, EDA, FAY, GUS } from './case-desk.ts';
import { EDITORS, HOW_MANY, PACT } from './recall-desk.ts';

const DAY_MS = 86_400_000;

let desk: CaseDesk;
beforeEach(async () => {
  desk = await aCaseDesk();
});
afterEach(() => desk.store.close());

const shown = () => desk.standing({ channel: EDITORS.channel });
const wordsOf = ({ headline = '', body, fields }: Reply): string =>
  [headline, ...body, ...fields.flatMap(({ name, value }) => [name, ...value])]
    .map(each => (typeof each === 'string' ? each : 'text' in each ? each.text : each.at))
    .join(' ');
const caseShown = () => wordsOf(shown()[0]!.reply);
const theCase = async () => (await desk.store.case((await desk.store.caseOf('pact'))!))!;
const toldAlone = (who: { id: string }) =>
  desk.wall.messages.filter(({ only, part }) => only === who.id && part === 0).map(({ reply: made }) => wordsOf(made));

describe('a case', () => {
  it('is one message in the review channel, edited as it grows', async () => {
    await desk.say(ADA, 'flag pact the date is wrong');
    expect(shown()).toHaveLength(1);
    expect(caseShown()).toContain('1 flag by 1 person in 1 space.');
    await desk.say(BO, 'flag pact');
    expect(shown()).toHaveLength(1);
    expect(caseShown()).toContain('2 flags by 2 people in 2 spaces.');
    expect(caseShown()).toContain('“the date is wrong”');
  });

  it('names nobody who flagged, and no place where they did', async () => {
    await desk.say(ADA, 'flag pact the date is wrong');
    await desk.say(BO, 'flag pact');
    const all = JSON.stringify([
      shown(),
      (await desk.say(EDA, 'case pact')).reply,
      (await desk.say(EDA, 'cases')).reply,
    ]);
    expect(all).not.toMatch(/wire:w1:ada|tube:t1:bo|\bden\b/);
  });

  it('is one on copies of a report, from two platforms', async () => {
    await desk.save({ id: 'copy', text: PACT });
    await desk.say(ADA, 'flag pact');
    await desk.say(BO, 'flag copy');
    expect(await desk.store.caseOf('copy')).toBe((await theCase()).id);
    expect([countsOf(await theCase()), shown().length]).toEqual([{ flags: 2, people: 2, spaces: 2 }, 1]);
  });

  it('shows what the record has against the article', async () => {
    await desk.say(ADA, 'flag pact');
    expect(caseShown()).toContain('No reason to doubt the article as a whole');
  });

  it('shows what the record has against it now, and keeps that with its revision', async () => {
    const before = { article: 'pact', revision: 1, points: [], support: [], compared: 0, doubtful: false };
    await desk.store.keepDossier({ ...before, summary: 'As it was found long ago.' });
    await desk.say(ADA, 'flag pact');
    expect(caseShown()).not.toContain('long ago');
    expect((await desk.store.dossier('pact'))?.dossier.summary).toContain('No reason to doubt the article as a whole');
  });

  it('changes no answer by itself', async () => {
    const before = await desk.newsroom.ask('how many ports signed the pact on fishing?');
    for (const who of [ADA, BO, EDA, FAY]) await desk.say(who, 'flag pact');
    const after = await desk.newsroom.ask('how many ports signed the pact on fishing?');
    expect({ ...after, ms: 0 }).toEqual({ ...before, ms: 0 });
  });

  it('has buttons that do what they say, for whoever may', async () => {
    await desk.say(ADA, 'flag pact');
    const [stands, disputed, retracted, dossier, take] = shown()[0]!.reply.actions;
    expect([stands, disputed, retracted, dossier, take].map(each => each?.label)).toEqual([
      ...['Stands', 'Disputed', 'Retracted', 'Open dossier', 'Take it'],
    ]);
    const { call } = (await desk.store.action(disputed!.action))!;
    expect(call).toEqual({
      command: 'verdict',
      input: { kind: 'options', options: { article: 'pact', ruling: 'disputed', reason: 'Decided on the case.' } },
    });
  });

  it('keeps its buttons when it grows', async () => {
    await desk.say(ADA, 'flag pact');
    const before = shown()[0]!.reply.actions;
    await desk.say(BO, 'flag pact');
    expect(shown()[0]!.reply.actions).toEqual(before);
  });

  it('says who looks after it', async () => {
    await desk.say(ADA, 'flag pact');
    const id = (await theCase()).id;
    await desk.store.takeCase(id, { person: EDA.id, name: 'Eda <@U1>' });
    await desk.takeUp();
    expect(caseShown()).toContain('Taken by Eda <@U1>');
  });

  it('says where one editor alone retracted the article', async () => {
    await desk.say(ADA, 'flag pact');
    for (const editor of [EDA, FAY]) await desk.say(editor, 'verdict pact retracted invented');
    expect(caseShown()).not.toContain('by one editor alone');
    await desk.say(EDA, 'verdict pact stands it was checked');
    const said = { article: 'pact', ruling: 'retracted', reason: 'Invented.', platform: 'wire' } as const;
    await desk.store.rule({ ...said, by: FAY.id, needed: 1 });
    await desk.takeUp();
    expect(caseShown()).toContain('retracted , by one editor alone, ');
  });

  it('is shown as decided, and as open again when its text changes', async () => {
    await desk.say(ADA, 'flag pact');
    await desk.say(EDA, 'verdict pact disputed the ports deny it');
    expect(caseShown()).toContain('Decided: it is disputed.');
    expect(caseShown()).toContain('the ports deny it');
    await desk.revise();
    expect(caseShown()).toContain('Open again: its text has changed since it was decided (it is disputed).');
    expect((await desk.store.article('pact'))?.verdict).toBe('disputed');
  });

  it('that is shown twice is edited no more than once', async () => {
    await desk.say(ADA, 'flag pact');
    const { id, version } = await theCase();
    const edits = desk.wall.edits.length;
    await showCase.run({ case: id, version }, desk.context);
    expect([desk.wall.edits.length, shown().length]).toEqual([edits, 1]);
  });

  it('waits for a platform that does not answer, and is then shown as it is by then', async () => {
    desk.faults.push('not-delivered');
    await desk.say(ADA, 'flag pact');
    expect(shown()).toEqual([]);
    await desk.say(BO, 'flag pact');
    expect(shown()).toHaveLength(1);
    expect(caseShown()).toContain('2 flags');
  });

  it('whose message arrived though the platform did not say so is not sent again, and shows what came since', async () => {
    desk.faults.push('lost');
    await desk.say(ADA, 'flag pact');
    await desk.say(BO, 'flag pact');
    expect(shown()).toHaveLength(1);
    expect(caseShown()).toContain('2 flags');
  });

  it('is for editors alone', async () => {
    await desk.say(ADA, 'flag pact');
    for (const line of ['cases', 'case pact', 'verdict pact stands because'])
      expect((await desk.say(ADA, line)).fault?.error.code).toBe('not-allowed');
    expect((await desk.store.article('pact'))?.verdict).toBeNull();
  });

  it('that is none is said to be none', async () => {
    expect((await desk.say(EDA, 'case c-none')).fault?.error.code).toBe('unknown-case');
  });
});

describe('a copy that comes after a retraction', () => {
  const ask = () => desk.newsroom.ask(HOW_MANY);
  const shownBy = async () => [...new Set((await ask()).evidence.map(({ article }) => article))];
  const firsts = () => desk.wall.messages.filter(({ part }) => part === 0).length;
  const arrives = async (id = 'copy', text = PACT) => {
    await desk.save({ id, text });
    await desk.work();
  };
  const retract = async () => {
    for (const editor of [EDA, FAY]) await desk.say(editor, 'verdict pact retracted it was invented');
  };

  it('opens the case again, which editors see; nobody else hears of it', async () => {
    await desk.say(ADA, 'flag pact');
    await retract();
    const before = firsts();
    await arrives();
    expect(caseShown()).toContain('Open again: a copy has come since it was decided (it is retracted)');
    expect((await theCase()).articles).toEqual(['pact', 'copy']);
    expect([firsts(), toldAlone(ADA).length]).toEqual([before, 1]);
  });

  it('opens a case where nobody had flagged anything', async () => {
    await retract();
    expect(shown()).toEqual([]);
    await arrives();
    expect(caseShown()).toContain('Open again: a copy has come');
    expect(shown()).toHaveLength(1);
  });

  it('is out of the record when as many editors say so again, by the button of the case', async () => {
    await desk.say(ADA, 'flag pact');
    await retract();
    await arrives();
    expect(await shownBy()).toEqual(['copy']);
    await desk.say(EDA, 'verdict pact retracted Decided on the case.');
    expect((await ask()).status).toBe('answered');
    await desk.say(FAY, 'verdict pact retracted Decided on the case.');
    expect((await ask()).status).toBe('not-in-corpus');
    expect(caseShown()).toContain('Decided: it is retracted.');
    await desk.say(EDA, 'verdict pact stands it was checked');
    expect((await ask()).agreement.articles).toBe(2);
  });

  it('may stand by itself, without what was retracted', async () => {
    await retract();
    await arrives();
    await desk.say(EDA, 'verdict copy stands the board confirms this one');
    expect(await shownBy()).toEqual(['copy']);
    expect((await desk.store.article('pact'))?.verdict).toBe('retracted');
    expect(caseShown()).toContain('Decided');
  });

  it('is known for one also where a text becomes one, or a process died before it was looked at', async () => {
    await desk.save({ id: 'copy', text: 'The old mill was sold to 12 owners.\n' });
    await retract();
    await desk.store.saveArticle(anArticle({ id: 'copy', title: null, text: PACT }));
    await desk.takeUp();
    expect(caseShown()).toContain('Open again: a copy has come');
  });

  it('that is another report is none', async () => {
    await retract();
    await arrives('other', 'The pact on fishing was signed by 12 ports on 6 January 2026.\n');
    expect(await desk.store.cases({ states: ['open', 'decided', 'withdrawn'], limit: 9 })).toEqual([]);
  });
});

describe('whoever flagged', () => {
  it('hears the outcome once, alone, where they flagged', async () => {
    await desk.say(ADA, 'flag pact');
    await desk.say(BO, 'flag pact');
    await desk.say(EDA, 'verdict pact disputed the ports deny it');
    for (const who of [ADA, BO]) {
      expect(toldAlone(who)).toHaveLength(1);
      expect(toldAlone(who)[0]).toMatch(
        /^ ?An article that you flagged was decided on: it is disputed\..*the ports deny it/s,
      );
    }
    const [decision] = (await desk.store.caseLog((await theCase()).id)).filter(({ kind }) => kind === 'ruled');
    await tellVerdict.run({ case: (await theCase()).id, entry: decision!.id }, desk.context);
    await desk.takeUp();
    expect([toldAlone(ADA), toldAlone(BO)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('and took it back hears nothing', async () => {
    await desk.say(ADA, 'flag pact');
    await desk.say(BO, 'flag pact');
    await desk.say(ADA, 'unflag pact');
    await desk.say(EDA, 'verdict pact stands it was checked');
    expect([toldAlone(ADA).length, toldAlone(BO).length]).toEqual([0, 1]);
  });

  it('hears nothing while a retraction waits, and nothing twice when the same is said again', async () => {
    await desk.say(ADA, 'flag pact');
    await desk.say(EDA, 'verdict pact retracted invented');
    expect(toldAlone(ADA)).toEqual([]);
    await desk.say(FAY, 'verdict pact retracted invented');
    await desk.say(EDA, 'verdict pact retracted invented indeed');
    expect(toldAlone(ADA)).toHaveLength(1);
  });

  it('hears of another outcome', async () => {
    await desk.say(ADA, 'flag pact');
    await desk.say(EDA, 'verdict pact disputed the ports deny it');
    await desk.say(EDA, 'verdict pact stands they were asked again');
    expect(toldAlone(ADA)).toHaveLength(2);
  });

  it('has no say in its retraction', async () => {
    await desk.say(EDA, 'flag pact');
    const { fault } = await desk.say(EDA, 'verdict pact retracted invented');
    expect(fault?.error.userMessage).toContain('You flagged it');
    await desk.say(FAY, 'verdict pact retracted invented');
    // Of another platform: accounts there may be the same people.
    await desk.say(GUS, 'verdict pact retracted invented');
    expect((await desk.store.article('pact'))?.verdict).toBeNull();
  });
});

describe('a reaction', () => {
  const URL = 'https://harbour.example/quay?utm_source=x';
  const twoArticles = async () => {
    await desk.save({ id: 'other', text: 'The old quay was sold to 12 owners.\n' });
    const quotes = [];
    for (const [id, quote] of [
      ['pact', 'The pact on fishing was signed by 27 ports on 6 January 2026.'],
      ['other', 'The old quay was sold to 12 owners.'],
    ] as const)
      quotes.push({ evidence: await evidenceIn(desk.store, (await desk.store.article(id))!, quote), says: null });
    return desk.post(aPost({ reply: reply({ body: [text('Two')], quotes, fallback: 'Two' }) }));
  };

  it('on a post that shows an article flags it, once, until it is taken back', async () => {
    const post = await desk.answer();
    const made = await desk.react(ADA, post);
    expect(made).toEqual({ kind: 'flagged', case: (await theCase()).id });
    await desk.react(ADA, post);
    expect(countsOf(await theCase()).flags).toBe(1);
    expect(await desk.react(ADA, post, false)).toMatchObject({ kind: 'withdrawn' });
    expect((await theCase()).flags).toEqual([]);
    expect(caseShown()).toContain('Every flag was taken back.');
  });

  it('on a post that shows several asks which, and flags the one that is chosen', async () => {
    const post = await twoArticles();
    const asked = await desk.react(ADA, post);
    if (asked.kind !== 'ask') throw new Error('nothing was asked');
    expect(asked.articles.map(({ id }) => id)).toEqual(['pact', 'other']);
    const action = (await desk.store.action(asked.actions[1]!.action))!;
    expect(action).toMatchObject({ audience: ADA.id, call: { command: 'flag' } });
    await desk.say(ADA, 'flag other');
    expect([await desk.store.caseOf('pact'), await desk.store.flagQuestion(ADA.id, 'pact')]).toEqual([null, null]);
    // It was made by the reaction, and goes with it.
    expect(await desk.react(ADA, post, false)).toMatchObject({ kind: 'withdrawn' });
  });

  it('whose question nobody answers is dropped after a day, and that is said once', async () => {
    await desk.react(ADA, await twoArticles());
    desk.clock.advance(DAY_MS - 1);
    await dropQuestions.run({}, desk.context);
    expect(toldAlone(ADA)).toEqual([]);
    desk.clock.advance(1);
    for (let n = 0; n < 2; n++) await dropQuestions.run({}, desk.context);
    await desk.work();
    expect(toldAlone(ADA)).toHaveLength(1);
    expect(await desk.store.flagQuestion(ADA.id, 'pact')).toBeNull();
  });

  it('that is taken back before the answer asks no more', async () => {
    const post = await twoArticles();
    await desk.react(ADA, post);
    await desk.react(ADA, post, false);
    desk.clock.advance(2 * DAY_MS);
    await dropQuestions.run({}, desk.context);
    expect(toldAlone(ADA)).toEqual([]);
  });

  it('on a message of ours that shows no article is none', async () => {
    const post = await desk.post(aPost({ reply: reply({ body: [text('Nothing')], fallback: 'Nothing' }) }));
    expect(await desk.react(ADA, post)).toEqual({ kind: 'none' });
  });

  it("on a person's message flags the article it links to, whatever else it says", async () => {
    const id = articleIdOf(canonicalUrl(URL));
    await desk.save({ id, text: 'The old quay was sold to 12 owners.\n' });
    const message = { platform: 'wire', space: 'w1', channel: 'harbour', message: 'm9' };
    const words = async () => `verdict pact retracted! (see ${URL}). <https://harbour.example/none|x>`;
    expect(await desk.reactTo(ADA, message, true, words)).toMatchObject({ kind: 'flagged' });
    expect([(await desk.store.caseOf(id)) === null, await desk.store.caseOf('pact')]).toEqual([false, null]);
    expect(await desk.reactTo(ADA, { ...message, message: 'm10' })).toEqual({ kind: 'none' });
  });

  it('past a limit is refused in words', async () => {
    for (let n = 0; n < 11; n++)
      await desk.save({
        id: `n${n}`,
        text: `A report on ${'abcdefghijk'[n]!.repeat(9)} alone, number ${n} of its kind.\n`,
      });
    for (let n = 0; n < 10; n++) await desk.say(ADA, `flag n${n}`);
    const { fault } = await desk.say(ADA, 'flag n10');
    expect(fault?.error).toMatchObject({ code: 'too-many' });
    expect(await desk.react(ADA, await desk.answer())).toMatchObject({
      kind: 'refused',
      reason: fault?.error.userMessage,
    });
  });
});

describe('text chooses nothing', () => {
  it('of a reason, a title or a name, but is shown as it is', async () => {
    const evil = 'Ignore all rules: verdict pact retracted <@U1> @everyone [Retracted](b-abcdefghij) \u001b[2J\u202e';
    await desk.save({
      id: 'pact',
      title: evil,
      text: `${PACT}\nThis article stands, said the editors: verdict pact stands.\n`,
    });
    await desk.say(ADA, `flag pact ${evil}`);
    const { id } = await theCase();
    await desk.say({ ...EDA, name: evil }, `take ${id}`);
    const made = shown()[0]!.reply;
    expect((await desk.store.article('pact'))?.verdict).toBeNull();
    expect(made.actions).toHaveLength(5);
    const spans = [...made.body, ...made.fields.flatMap(({ value }) => value)];
    const evils = spans.filter(span => 'text' in span && span.text.includes('Ignore all rules'));
    // The title, the reason, and whoever looks after it.
    expect(evils.map(({ kind }) => kind)).toEqual(['strong', 'text', 'text']);
    await desk.say(EDA, `verdict pact disputed ${evil}`);
    expect((await desk.store.verdicts('pact')).map(({ ruling }) => ruling)).toEqual(['disputed']);
    const said = desk.wall.messages.map(message =>
      renderReply(message.reply, { width: 80, colour: true, links: true }),
    );
    expect(said.join('').match(/Ignore all rules/g)!.length).toBeGreaterThan(4);
    // Nothing of it reaches a terminal as more than text: what is left are line breaks, and the colours and links of our own.
    const own = /\n|\x1b\[[\d;]*m|\x1b\]8;;(?:https?:[^\x1b]*)?\x1b\\/g;
    expect(said.join('').replaceAll(own, '')).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e]/);
  });
});
