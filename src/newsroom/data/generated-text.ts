/**
 * How generated text and pages that are made to be found give themselves away: general English phrases, never a word of a story. Lists
 * only; `assess/machine-text.ts` decides.
 */

/** A machine speaking to whoever asked it, anywhere in a sentence. */
export const SPOKEN_TO_ASKER: readonly RegExp[] = [
  /\b(?:the|your) (?:provided|given|supplied) (?:text|article|passage|context|input)\b/iu,
  /\bthe (?:text|article|passage|content|information) (?:that )?you(?:['’]ve| have)? (?:provided|supplied|shared|gave)\b/iu,
  /^(?:based on|according to|from) the (?:text|article|passage|content) (?:provided|supplied|shared)\b/iu,
  /\b(?:here|below)(?:['’]s| is| are)? (?:an?|the|your) (?:(?:\p{L}+[- ]){0,3})(?:breakdown|summary|overview|outline|rewrite|rewritten version) (?:of|for) (?:the |your )?(?:key|main|most important|provided|given|text|article)\b/iu,
  /^(?:okay|ok|sure|certainly|absolutely|of course|great question)[!,.]\s(?:here|below|let me|i(?:['’]|\s)|this is)/iu,
  /\bas an? (?:ai|artificial intelligence|large|language)\b.{0,20}\b(?:model|assistant)\b/iu,
  /\b(?:organi[sz]ed|structured|formatted|optimi[sz]ed) for (?:clarity|readability|easy reading|seo|search engines)\b/iu,
  /\b(?:i hope this helps|let me know if you(?:['’]d)? (?:like|want|need)|feel free to ask|is there anything else)\b/iu,
  /\bi(?:['’]ve| have) (?:rewritten|rephrased|summari[sz]ed|reworded|condensed) (?:the|this|your)\b/iu,
  /\b(?:source|input|original|underlying) (?:articles?|texts?|materials?|documents?|passages?)\b.{0,30}\b(?:supplied|provided|given|submitted|shared|pasted|uploaded)\b|\b(?:supplied|provided|submitted|pasted|uploaded|requested) by the (?:user|requester)\b|^as (?:you )?requested,/iu,
  /\b(?:key|main|most important|essential|core) (?:points|facts|takeaways|aspects|details|information) (?:of|from|in|contained in) the (?:provided |given |source |original )?(?:text|article|passage|input|document|content|prompt)s?\b/iu,
  /\b(?:word count|meta description|target keyword|(?:suggested|alternative|possible) (?:headlines?|titles?|tags|captions?))\s?:|\[(?:insert|your|name of|placeholder|todo|tbd|citation needed|add)\b[^\]]*\]|\blorem ipsum\b/iu,
  /\bi(?: am|[’']m) (?:unable to|not able to)\b.{0,40}\b(?:access|browse|verify|provide|confirm)\b|\bi (?:cannot|can[’']t|do not have|don[’']t have) (?:access|browse|real-time|verify)\b|\bas of my (?:last|latest|most recent)\b/iu,
  /\b(?:here|below) (?:is|are|comes|follows)\b.{0,60}\b(?:in|of|with) (?:about |around |roughly |under |exactly |at most |no more than )?(?:\d+|\p{L}+(?:ty|hundred|thousand)) words\b|\b(?:written|rewritten|phrased|kept) in an? (?:\p{L}+[ -](?:and )?){1,3}(?:tone|register|style|voice)\b/iu,
  /\bfor use in answering questions\b|\bmy (?:last )?(?:knowledge|training) (?:cutoff|data)\b/iu,
];

/** Headings that generated pages put over what nobody reported. */
export const HEADINGS: readonly RegExp[] = [
  /^(?:(?:key|core|main|top|major|potential|long[- ]term|additional)\s)?benefits (?:of|for|to)\b/iu,
  /^(?:(?:key|core|main|top|major)\s)?(?:benefits|advantages)$/iu,
  /^(?:practical|actionable|implementation|expert|pro|useful|helpful|essential|quick|top)\s(?:\p{L}+\s){0,2}(?:tips|advice|steps|guidance|recommendations|strategies)\b/iu,
  /^tips (?:for|to|on)\b/iu,
  /^(?:frequently asked questions|faqs?)\b/iu,
  /^(?:key|main|quick|essential)\s(?:takeaways?|insights?|highlights|facts at a glance)\b/iu,
  /\b(?:evergreen|deep[- ]dive)\s(?:insights?|context|analysis|content)\b/iu,
  /^(?:real[- ]world|case stud(?:y|ies)|success)\s?(?:examples?|stor(?:y|ies)|applications?)?\s?(?::|$)/iu,
  /^(?:next|actionable)\s(?:steps|actions) for\b/iu,
  /^(?:implications|significance|impact|lessons)\s(?:of|for)\s(?:\p{Lu}\p{L}+\s?)+(?:and\s\p{Lu}\p{L}+)+$/u,
  /\b(?:breakdown|overview|summary)\s\((?:numbered|bulleted|bullet)\s(?:list|points)\)/iu,
  /\beverything you (?:need|should) (?:to )?know\b|\b\d+ lessons? for\b|\bultimate guide\b/iu,
  /^(?:core|key) (?:elements|features|components) of the\b.{0,60}\b(?:framework|pact|strategy|initiative|protocol)\b/iu,
];

/** Words put to the reader, or to a court, and no report. */
export const TO_THE_READER: readonly RegExp[] = [
  /\b(?:engage with us|share your (?:thoughts|opinions?|views?|experiences?)|let us know (?:what you think|your thoughts|in the comments)|tell us (?:what you think|in the comments)|join the (?:conversation|discussion))\b/iu,
  /\b(?:stay tuned (?:for|as)|(?:in|to) the comments? (?:section|below)|leave (?:us )?(?:a|your) comments? (?:below|and)|drop a comment|subscribe for more)\b/iu,
  /\bshare this (?:breaking )?(?:update|article|story|post|news) with\b/iu,
  /^(?:do you (?:think|believe|agree)|have you (?:followed|heard|seen)|what (?:do you think|are your thoughts|is your (?:opinion|take)))\b.*\?$/iu,
  /^(?:in conclusion|in summary|to summari[sz]e|overall),\s|\bit is (?:important|crucial|essential|worth) (?:to note|noting|to remember) that\b|\bplays? an? (?:crucial|vital|pivotal|key) role in (?:\p{L}+ing|the)\b/iu,
  /\bunderscor(?:es|ing) the importance\b|\bserves as a (?:stark |powerful |timely )?(?:reminder|testament)\b|^(?:by|through) (?:staying|remaining|being) (?:informed|prepared|vigilant)\b|^remember to always\b/iu,
  /^whether you\b.{3,120}\bor\b.{3,120}\b(?:is|are|remains?|can|will) (?:key|essential|crucial|vital|important|help)\b/iu,
  /\b(?:staying|remaining|being) (?:informed|updated|aware|vigilant|prepared)\b.{0,60}\b(?:is|are|remains?) (?:key|essential|crucial|vital|the key)\b/iu,
  /^disclaimer\b|\bdoes not constitute (?:legal|financial|medical|investment|professional) advice\b|\bconsult (?:a )?(?:qualified|professional|licensed)\b/iu,
  /\bthis article (?:includes|contains|presents|features|provides|offers)\b.{0,60}\b(?:analysis|summary|synthesis|overview|perspective)\b/iu,
  /\b(?:would you|(?:do|did) you (?:think|feel|believe|agree|prefer|support)|have you (?:been|ever|had))\b[^.!]*\?$|\b(?:your (?:view|opinion|take|thoughts|favou?rite|experiences?))\b[^.!]*\?$/iu,
  /^(?:please )?(?:share (?:this|your|it|these)|like and|follow (?:us|our|this story|along)|join (?:us|our|the (?:conversation|debate|discussion))|tell us|write to us|don[’']t (?:forget|miss)|stay (?:tuned|informed|updated|connected|safe|ahead)|remember to|keep in mind)\b/iu,
  /\bthis (?:article|analysis|summary|report|content|text|piece|overview|guide|information|material|page)\b.{0,40}\b(?:is|was|has been)\s(?:\p{L}+ly\s)?(?:intended|meant|designed|generated|(?:provided|offered|published) (?:for|as)|for (?:general )?(?:information|education|illustrat))/iu,
  /\bfor (?:general )?(?:informational?|educational|illustrative|entertainment|reference) (?:(?:and|or|and\/or) \p{L}+ )?(?:purposes|use)\b/iu,
  /\breaders (?:are|should be) (?:advised|encouraged|reminded|invited|urged) to\b|\breaders should (?:consult|verify|check|seek|note)\b|\b(?:accuracy|completeness)\b.{0,40}\b(?:cannot be|is not|are not) guaranteed\b|\bno (?:liability|responsibility) (?:is|can be|will be) (?:accepted|assumed|taken)\b/iu,
  /^(?:by|through|with) (?:\p{Ll}+ing)\b.{0,40}\b(?:these|simple|easy|smart|proper|proven|practical|right)\b.{0,60},\s(?:\p{L}+\s){0,4}?can\b/iu,
  /^(?:by|through) (?:\p{Ll}+ing)\b.{3,80},\s(?:you|we|every|any|everyone|anyone|all|individuals|households|families|communities|businesses|organi[sz]ations|readers|travell?ers|homeowners)\b(?:\s\p{L}+){0,3}\s(?:can|could|will|may)\b/iu,
  /\b(?:simple|easy|practical|actionable|essential|helpful|useful|handy|proven) (?:steps|tips|tricks|strategies|tools|advice|ways to)\b|\bstep-by-step (?:guide|instructions?|tutorial)s?\b|\bpeace of mind\b|\bpro tip\b/iu,
  /\b(?:offers?|provides?|delivers?|brings?|holds?) (?:numerous|countless|many|several|a (?:wide )?range of|a host of|significant|valuable|key|important|tangible) (?:benefits|advantages|insights|lessons|opportunities|takeaways)\b|\b(?:benefits|advantages) (?:of|for) \p{L}[^.]{0,60}\b(?:include|are (?:numerous|manifold|clear|many))\b|\bkey (?:benefits|advantages|takeaways?)\b/iu,
  /\b(?:cannot|can[’']t) be overstated\b|\bin today[’']s (?:\p{L}+[- ]){1,3}(?:world|society|age|era|landscape|climate)\b|\bstands? as a (?:\p{L}+ )?testament\b|\b(?:valuable|important|timeless) lessons? (?:for|about|in)\b/iu,
  /^(?:to sum up|in a nutshell|all in all|to conclude|tl;dr|bottom line|key (?:points|facts|takeaways?)|the (?:key |main )?takeaways?)\b[:,]?|^(?:let[’']s|let us) (?:explore|dive|delve|take|look|break|unpack|examine)\b/iu,
  /\bfrequently asked\b|\bmay contain (?:errors|inaccuracies|mistakes)\b|\bto (?:improve|ensure|enhance) (?:readability|clarity|engagement)\b|\b(?:text|passage|article|summary|overview|information|content) (?:above|below)\b|\bcan be (?:divided|broken down|summari[sz]ed)\b.{0,20}\b(?:into|as|in)\b.{0,30}\b(?:points|sections|parts|steps|categories)\b/iu,
  /\bhelps? (?:readers|us|you|everyone) (?:to )?(?:better )?(?:understand|appreciate|grasp|see)\b|^(?:tips?|hints?|note to (?:editors?|readers?)|fun fact|did you know)\s?\d*\s?[:?]|\b(?:reminds?|teach(?:es)?) us (?:all )?(?:that|of|how)\b|^as (?:this|the) (?:summary|overview|text|analysis) (?:shows|outlines|explains)\b|^whether you(?:[’']re| are)\b|\bfor you\?$|\b(?:rate|print|save) this (?:article|story|page)\b|\bwas this (?:article |page )?helpful\b/iu,
  /^(?:can|should|do|how (?:can|do|should)|where (?:can|do|should)|what (?:can|should)) i\b.*\?$/iu,
];

/** What a page has around its text; inside a paragraph of reporting it was taken for text. */
export const PAGE_FURNITURE: readonly RegExp[] = [
  /^(?:please )?(?:subscribe|sign up|click|tap (?:here|below)|bookmark|learn more|find out more|read (?:more|next|also)|scroll (?:down|on)|check out|download (?:our|the))\b/iu,
  /^(?:advertisement|sponsored|promoted|related(?: (?:articles|stories|topics|posts))?|recommended(?: for you)?|tags?|topics?|most (?:read|popular|viewed)|trending|see also|read (?:more|also|next)|more (?:on this|from)|share(?: this)?|comments?|photo gallery|back to top|print|image credits?|getty images|next article|previous article)\b\s?(?:[:|(\d]|$|on (?:facebook|twitter|x|whatsapp))/iu,
  /\b(?:accept (?:all )?cookies|cookie (?:policy|settings|preferences)|privacy policy|terms (?:of (?:use|service)|and conditions)|all rights reserved|log ?in or register|create (?:a free|an) account|subscribe (?:now|to our|today)|our (?:free )?newsletter|already a subscriber|min(?:ute)?s? read|skip to (?:main )?content|enable javascript|free trial|this page uses)\b/iu,
];

/** Words that such text is padded with. Three of them in a sentence without a name, a figure or a quotation is no reporting. */
export const PADDING =
  /\b(?:leverag(?:e[sd]?|ing)|enhanc(?:e[sd]?|ing|ements?)|streamlin(?:e[sd]?|ing)|robust|seamless(?:ly)?|holistic(?:ally)?|proactive(?:ly)?|synerg(?:y|ies)|stakeholders?|resilien(?:ce|t|cy)|frameworks?|landscapes?|ecosystems?|interoperab(?:le|ility)|transformative|innovative|cutting[- ]edge|pivotal|foster(?:s|ed|ing)?|underscor(?:e[sd]?|ing)|paving the way|meaningful(?:ly)?|credib(?:le|ility)|accountability|alignment|value chain|best practices|posture|scalab(?:le|ility)|sustainab(?:le|ility)|cohesion|signal(?:s|l?ing) (?:a|credible)|hinges? on|transparent|empower(?:s|ed|ing)?|navigat(?:e[sd]?|ing)|dynamics?|multifaceted|nuanced?)\b/giu;
