/**
 * Words of general English that take one of two sides: who tells the one of a thing denies the other. A line is one question with its two
 * sides; a word may stand in several lines, and is meant in any form. Words joined by "_" are looked for together. Never a word of a story.
 */
export const SIDES: readonly (readonly [side: string, other: string])[] = `
accept approve approval agree consent back endorse support welcome adopt ratify uphold praise hail applaud | reject rejection refuse decline oppose deny veto dismiss turn_down vote_against speak_against criticize condemn attack
rise increase jump soar climb surge gain grow raise hike | fall drop decline decrease plunge sink slump lower cut shrink lose
dear dearer expensive | cheap cheaper
convict guilty conviction sentence | acquit acquittal innocent not_guilty
admit confess concede plead_guilty acknowledge | deny denial not_guilty dispute
open reopen | close shut shut_down
resume restart begin_again continue | halt stop suspend stand_still standstill cancel
arrest detain hold | release free
alive survive survivor rescue save | dead die kill drown perish death
recover recovered healthy | die worsen
stay remain keep | leave quit shut_down lose
high highest | low lowest
rare seldom mild | common frequent severe
allow permit legalize | ban forbid prohibit outlaw block prevent stop halt
congratulate thank | criticize condemn dismiss attack accuse
succeed success successful go_well | fail failure crash go_wrong thwart call_off
find found locate recover | vanish disappear missing
recommend | ban warn_against
north northern | south southern
east eastern | west western
accelerate speed_up | slow slow_down
prolong extend | break_off shorten cut_short
join enter | leave quit withdraw
buy purchase | sell
score | miss
genuine authentic | fake forged
hire appoint | dismiss sack
lift | impose
unanimous | divided
voluntarily voluntary | force compulsory mandatory against_will
alone | accompany
empty | full pack crowd sold_out
public publicly | secret secretly behind_closed
intact undamaged unharmed unscathed | destroy damage wreck ruin
legal lawful | illegal unlawful
identify | unidentified unknown
calm calmly orderly | chaos chaotic panic
permanent permanently | temporary temporarily
deliberate deliberately intentional arson | accidental accidentally by_mistake
include | exclude
arrive | depart
merge | split
build erect | demolish tear_down
export | import
apologize apology | refuse_apologize
safe | unsafe dangerous
postpone delay | on_time on_schedule as_planned
invite | uninvited
pay | unpaid free_of
sober | drunk
armed | unarmed
insured | uninsured
occupied inhabited | uninhabited abandoned
private privately | state_owned
double | halve
win victory | draw tie
`
  .trim()
  .split('\n')
  .map(line => line.split('|').map(side => side.trim()) as [string, string]);
