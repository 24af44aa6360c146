/**
 * Words as they are typed in a hurry, with what they stand for: question words, auxiliaries and the short forms of chat. General
 * English; where the record itself knows such a word, it is taken as it stands.
 */
const LIST = `wat what, wht what, wot what, wut what, whut what, waht what, whats what is, wats what is, wots what is, wen when, whn when, whens when is,
  wher where, wheres where is, whos who is, hoo who, hu who, wich which, whch which, wy why, whys why is,
  hw how, hows how is, howmany how many, dose does, duz does, meny many, mutch much, wil will, wud would, cud could, shud should, shoud should, iz is, r are, wuz was,
  wos was, hav have, dont don't, doesnt doesn't, didnt didn't, isnt isn't, arent aren't, wasnt wasn't, werent weren't, hasnt hasn't, havent haven't,
  wont won't, wouldnt wouldn't, couldnt couldn't, shouldnt shouldn't, cant can't, u you, ur your, ppl people, govt government, gov government,
  yrs years, yr year, hrs hours, hr hour, mins minutes, secs seconds, wks weeks, mths months, thru through, abt about, bout about, bcuz because, cuz because,
  bc because, becuase because, b4 before, thier their, ther their, dis this, dat that, da the, tha the, nd and, wiv with, frm from, tho though, pls please, plz please,
  plss please, thx thanks, ty thanks, tmrw tomorrow, tmr tomorrow, 2day today, 2moro tomorrow, gonna going to, wanna want to, gotta have to, lemme let me, gimme give me,
  sum1 someone, any1 anyone, every1 everyone, pres president, vs versus`;

/** By the word in small letters without apostrophes. */
export const HASTY_WORDS: ReadonlyMap<string, string> = new Map(
  LIST.split(',').map(pair => {
    const [typed, ...meant] = pair.trim().split(/\s+/);
    return [typed!, meant.join(' ')] as const;
  }),
);
