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
];

/** Words that such text is padded with. Three of them in a sentence without a name, a figure or a quotation is no reporting. */
export const PADDING =
  /\b(?:leverag(?:e[sd]?|ing)|enhanc(?:e[sd]?|ing|ements?)|streamlin(?:e[sd]?|ing)|robust|seamless(?:ly)?|holistic(?:ally)?|proactive(?:ly)?|synerg(?:y|ies)|stakeholders?|resilien(?:ce|t|cy)|frameworks?|landscapes?|ecosystems?|interoperab(?:le|ility)|transformative|innovative|cutting[- ]edge|pivotal|foster(?:s|ed|ing)?|underscor(?:e[sd]?|ing)|paving the way|meaningful(?:ly)?|credib(?:le|ility)|accountability|alignment|value chain|best practices|posture|scalab(?:le|ility)|sustainab(?:le|ility)|cohesion|signal(?:s|l?ing) (?:a|credible)|hinges? on|transparent|empower(?:s|ed|ing)?|navigat(?:e[sd]?|ing)|dynamics?|multifaceted|nuanced?)\b/giu;
