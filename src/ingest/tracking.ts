/**
 * Parameters of addresses that say how a reader came, not what is read. Lists only; `identify.ts` decides. A name stands here when no
 * site is known to choose what it shows by it; names that some sites do use so are dropped only with a value that tells of a way.
 */

/** Whole names, in lower case. */
export const TRACKING_NAMES = new Set([
  // Clicks, as advertisers and networks count them.
  ...[
    'fbclid',
    'gclid',
    'gclsrc',
    'dclid',
    'gbraid',
    'wbraid',
    'gad_source',
    'gad_campaignid',
    'msclkid',
    'yclid',
    'ymclid',
  ],
  ...[
    'twclid',
    'ttclid',
    'li_fat_id',
    'igshid',
    'igsh',
    'rdt_cid',
    'epik',
    'scid',
    's_kwcid',
    'rb_clickid',
    'irclickid',
    'zanpid',
  ],
  // Newsletters and their senders.
  ...[
    'mc_cid',
    'mc_eid',
    'mkt_tok',
    'vero_id',
    'vero_conv',
    'oly_anon_id',
    'oly_enc_id',
    '_hsenc',
    '_hsmi',
    '__hstc',
    '__hssc',
    '__hsfp',
  ],
  ...[
    'hsctatracking',
    'ck_subscriber_id',
    '_ke',
    '_kx',
    'dm_i',
    'ml_subscriber',
    'ml_subscriber_hash',
    'inf_contact_key',
    'sc_src',
    'sc_lid',
  ],
  // Campaigns, as publishers and their statistics name them.
  ...[
    'cmpid',
    'cmp',
    'campaign',
    'campaign_id',
    'ocid',
    'icid',
    'ncid',
    'intcid',
    'ito',
    'xtor',
    'wt.mc_id',
    'wt_mc',
    's_cid',
    'ns_mchannel',
  ],
  ...[
    'ns_source',
    'ns_campaign',
    'ns_linkname',
    'ns_fee',
    'smid',
    'smtyp',
    'sr_share',
    'taid',
    'ftag',
    'ftcamp',
    'mbid',
    'spm',
    'trk',
    'trkcampaign',
  ],
  ...[
    '_ga',
    '_gl',
    '_branch_match_id',
    'guccounter',
    'guce_referrer',
    'guce_referrer_sig',
    '__twitter_impression',
    'ref_src',
    'ref_url',
  ],
  ...[
    'referrer',
    'referer',
    'sharetype',
    'shared',
    'sharedid',
    'share_id',
    'linkid',
    'elqtrack',
    'elqtrackid',
    'trackingid',
    'chn',
    'dicbo',
  ],
  // Sessions.
  ...['phpsessid', 'jsessionid', 'aspsessionid', 'sessionid'],
]);

/** Beginnings of names, in lower case. */
export const TRACKING_PREFIXES = ['utm_', 'at_', 'pk_', 'mtm_', 'matomo_', 'piwik_', 'hsa_', 'stm_', 'itm_'];

/** Names that mean a way only with one of the values below. */
export const WAY_NAMES = new Set([
  'ref',
  'source',
  'src',
  'from',
  'via',
  'share',
  'origin',
  'medium',
  'partner',
  'feature',
]);

export const WAYS =
  /^(rss|feed|atom|feeds?burner|home(page)?|front(page)?|newsletter|e?mail|push|app|ios|android|web|mobile|share|social|copy|link|search|sidebar|related|recommended|trending|twitter|facebook|fb|whatsapp|telegram|reddit|linkedin|instagram|bluesky|mastodon|google(news)?|print)([-_.:]\w*)?$/i;

/** Names that mean a way only where they are switched on. */
export const SWITCH_NAMES = new Set(['rss', 'app', 'share']);
export const SWITCHES = /^(1|true|yes)$/i;

/** Parameters that ask for the same article in another dress: a reduced page for phones. */
export const DRESS_NAMES = new Set(['amp', 'outputtype', 'output']);
export const DRESSES = /^(amp|1|true|)$/i;
