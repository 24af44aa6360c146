/** The page the samples are drawn on. Everything is in it: no script but the one that tells its height, nothing from elsewhere. */
import { blocksHtml, escapeHtml } from './html.ts';
import type { Sample } from './samples.ts';

const LABEL = 'Drawn by Stet’s own preview, not a screenshot of Slack';

const STYLE = `
body { margin: 0; padding: 20px 24px; width: 672px; background: #fff; color: #1d1c1d; font: 15px/1.46 Lato, "Noto Sans", "DejaVu Sans", Arial, sans-serif; }
h1 { font-size: 13px; font-weight: 600; margin: 0 0 2px; } .label { color: #616061; font-size: 12px; margin: 0 0 14px; }
article { margin: 0 0 36px; } article:last-of-type { margin: 0; } .message { display: flex; gap: 10px; margin: 0 0 14px; } .thread { border-left: 2px solid #ddd; margin-left: 17px; padding-left: 18px; }
.avatar { flex: none; width: 36px; height: 36px; border-radius: 8px; background: #1f2933; color: #fff; font: 700 19px/36px Georgia, serif; text-align: center; }
.who { font-weight: 800; } .badge { background: #e8e8e8; color: #616061; font-size: 10px; font-weight: 700; border-radius: 3px; padding: 1px 4px; margin: 0 6px; } .when { color: #616061; font-size: 12px; }
.content { min-width: 0; flex: 1; } .block { margin: 3px 0 6px; } p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 8px 0 2px; } hr { border: 0; border-top: 1px solid #ddd; margin: 10px 0; }
blockquote { margin: 3px 0; padding: 1px 0 1px 12px; border-left: 4px solid #ddd; border-radius: 2px; white-space: pre-wrap; overflow-wrap: anywhere; }
ul { margin: 2px 0; padding-left: 24px; } li p { display: inline; }
code { background: #f6f6f6; border: 1px solid #ddd; border-radius: 3px; padding: 0 3px; font: 12px "DejaVu Sans Mono", monospace; color: #c01343; }
.context { color: #616061; font-size: 13px; } .mention { background: #e8f2fa; color: #1264a3; border-radius: 3px; padding: 0 2px; } a { color: #1264a3; text-decoration: none; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; } button { font: 700 13px/1 inherit; font-family: inherit; padding: 8px 12px; background: #fff; color: #1d1c1d; border: 1px solid #bbb; border-radius: 8px; }
button.primary { background: #007a5a; color: #fff; } button.danger { background: #e01e5a; color: #fff; }
`;

/** One page of some samples. */
export function pageOf(samples: readonly Sample[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Stet on Slack</title><style>${STYLE}</style></head>
<body>
${samples.map(articleOf).join('\n')}
<script>document.documentElement.dataset.height = document.documentElement.getBoundingClientRect().height | 0;</script>
</body></html>
`;
}

function articleOf({ name, title, messages }: Sample): string {
  return `<article id="${name}">
<h1>${escapeHtml(title)}</h1><p class="label">${LABEL}</p>
${messages.map((message, at) => messageHtml(blocksHtml(message.blocks), at > 0)).join('\n')}
</article>`;
}

function messageHtml(content: string, isInThread: boolean): string {
  const head = '<div><span class="who">Stet</span><span class="badge">APP</span><span class="when">12:00</span></div>';
  const classes = isInThread ? 'message thread' : 'message';
  return `<div class="${classes}"><div class="avatar">S</div><div class="content">${head}${content}</div></div>`;
}
