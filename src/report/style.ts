/**
 * The style sheet of the page: a calm paper in a book face, figures and tables in the reader's system face.
 *
 * Text keeps to about seventy characters; figures and tables may be wider. Whatever is too wide for a phone scrolls in
 * a box of its own, so the page never does.
 */

import { figureFont, tones } from './figures/theme.ts';

function colours(theme: 'light' | 'dark'): string {
  const tone = tones[theme];
  const own =
    theme === 'light'
      ? '--link:#0a58a8;--code:#f3f4f6;--finding:#0d6b52;--caution:#b4470a;--definition:#1a4080;--tint:#f7f8fa;--shadow:#24292f2e'
      : '--link:#8ab8f4;--code:#20262d;--finding:#44c186;--caution:#f08a5c;--definition:#8aa9f2;--tint:#1a1f25;--shadow:#000000a0';
  return `--paper:${tone.paper};--ink:${tone.ink};--muted:${tone.muted};--rule:${tone.rule};--hair:${tone.grid};${own}`;
}

export const pageStyle = `
:root{color-scheme:light dark;${colours('light')};--serif:Charter,'Bitstream Charter','Iowan Old Style','Palatino Linotype','Source Serif 4',Cambria,Georgia,serif;--sans:${figureFont};--mono:ui-monospace,'SF Mono',Menlo,Consolas,'Liberation Mono',monospace;--measure:70ch}
@media screen and (prefers-color-scheme:dark){:root{${colours('dark')}}}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1.5rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 var(--serif);font-kerning:normal;overflow-wrap:break-word}
.page{max-width:54rem;margin:0 auto;padding:2.5rem 1.25rem 5rem}
h1,h2,h3,h4{line-height:1.25;font-weight:600;text-wrap:balance;margin:0;max-width:var(--measure)}
h1{font-size:2.1rem;letter-spacing:-.012em;line-height:1.18}
h2{font-size:1.5rem;margin:3.2rem 0 .8rem;letter-spacing:-.006em}
h3{font-size:1.18rem;margin:2.2rem 0 .5rem}
h4{font-size:1.02rem;margin:1.6rem 0 .3rem}
p,ul,ol{margin:0 0 1.05rem;max-width:var(--measure);text-wrap:pretty}
ul,ol{padding-left:1.5em}
li{margin:.25em 0}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.17em}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--link);outline-offset:3px;border-radius:2px}
main:focus{outline:none}
code{font-family:var(--mono);font-size:.86em;background:var(--code);padding:.1em .3em;border-radius:3px}
code.math-error{color:var(--caution)}
header{padding-bottom:1.5rem;border-bottom:1px solid var(--hair);margin-bottom:1.75rem}
.subtitle{margin:.7rem 0 0;color:var(--muted);font-size:1.12rem}
.skip{position:absolute;left:-100vw;top:.5rem;padding:.4rem .9rem;background:var(--paper);color:var(--link);border:1px solid var(--rule);border-radius:4px;font-family:var(--sans);z-index:2}
.skip:focus{left:.75rem}
nav{font:.9rem/1.4 var(--sans);margin-bottom:2rem}
nav ul{list-style:none;margin:0;padding:0;max-width:none}
nav li{margin:0}
nav a{display:block;padding:.32rem 0;color:var(--muted);text-decoration:none}
nav a:hover{color:var(--link);text-decoration:underline}
nav .level-3{display:none}
.nav-title{margin:0 0 .4rem;font-weight:600;color:var(--ink)}
figure{margin:2.2rem 0}
.figure-box,.table-box,.math{overflow-x:auto;overflow-y:hidden;max-width:100%}
.figure-box,.table-box{background:linear-gradient(to right,var(--paper) 40%,transparent) 0 0/3rem 100%,linear-gradient(to left,var(--paper) 40%,transparent) 100% 0/3rem 100%,linear-gradient(to right,var(--shadow),transparent) 0 0/.8rem 100%,linear-gradient(to left,var(--shadow),transparent) 100% 0/.8rem 100%;background-repeat:no-repeat;background-attachment:local,local,scroll,scroll}
.figure-box svg{display:block;width:100%;height:auto}
.figure-box svg .paper{fill:none}
figcaption,.caption{font:.9rem/1.5 var(--sans);color:var(--muted);max-width:min(44rem,100%)}
figcaption{margin-top:.9rem}
figcaption b,.caption b{color:var(--ink);font-weight:600}
.table-box{margin:2rem 0;padding-bottom:2px}
table{border-collapse:collapse;font:.9rem/1.45 var(--sans);font-variant-numeric:tabular-nums lining-nums;border-bottom:1.5px solid var(--ink)}
caption{caption-side:top;text-align:left;padding:0 0 .7rem}
.caption{display:block;position:sticky;left:0;width:max-content;max-width:min(44rem,calc(100vw - 2.5rem))}
th,td{padding:.4rem .85rem;text-align:left;vertical-align:baseline}
th:first-child,td:first-child{padding-left:.15rem}
th:last-child,td:last-child{padding-right:.15rem}
thead th{font-weight:600;border-top:1.5px solid var(--ink);border-bottom:1px solid var(--rule);vertical-align:bottom}
tbody th{font-weight:400}
tbody tr+tr>*{border-top:1px solid var(--hair)}
.right{text-align:right}
.center{text-align:center}
.wide th,.wide td{white-space:nowrap}
table code{background:none;padding:0;white-space:nowrap;font-size:.94em}
.wide th[scope=row],.wide thead th:first-child{position:sticky;left:0;background:var(--paper)}
.math{margin:1.3rem 0;padding:.3rem 0}
math{font-family:'Latin Modern Math','STIX Two Math','Cambria Math','Libertinus Math','DejaVu Math TeX Gyre',math}
.math math{font-size:1.1em}
.callout{margin:1.75rem 0;padding:.85rem 1.15rem .9rem;background:var(--tint);border-left:3px solid var(--accent);border-radius:0 4px 4px 0;max-width:calc(var(--measure) + 2rem)}
.callout p{margin:0}
.callout-title{font-weight:600}
.callout-title+p{margin-top:.3rem}
.callout-role{font:600 .76rem/1 var(--sans);letter-spacing:.04em;text-transform:uppercase;color:var(--accent);margin-right:.5em}
.finding{--accent:var(--finding)}
.caution{--accent:var(--caution)}
.definition{--accent:var(--definition)}
details{margin:1.4rem 0;border-top:1px solid var(--hair);border-bottom:1px solid var(--hair)}
summary{cursor:pointer;padding:.55rem .1rem;font:.94rem/1.45 var(--sans);color:var(--link)}
.folded{padding:.2rem 0 .8rem}
.folded>:first-child{margin-top:.4rem}
@media (min-width:72rem){
.page{max-width:72rem;display:grid;grid-template-columns:13.5rem minmax(0,52rem);column-gap:3.5rem;grid-template-areas:'. head' 'nav main';padding-top:3.5rem}
header{grid-area:head}
main{grid-area:main;min-width:0}
main>:first-child{margin-top:0}
nav{grid-area:nav;position:sticky;top:1.5rem;align-self:start;max-height:calc(100vh - 3rem);overflow-y:auto;margin:0;font-size:.86rem}
nav a{padding:.22rem 0}
nav .level-3{display:block;padding-left:.9rem}
}
@media (max-width:36rem){
body{font-size:1rem}
.page{padding-top:1.5rem}
h1{font-size:1.65rem}
h2{font-size:1.3rem;margin-top:2.4rem}
}
@media print{
@page{margin:18mm 16mm}
body{font-size:10.5pt;line-height:1.45}
.page{max-width:none;padding:0;display:block}
.skip,nav{display:none}
a{color:inherit;text-decoration:none}
h1,h2,h3,h4{break-after:avoid}
p,li{orphans:3;widows:3}
figure,.callout,.math,tr,.table-box{break-inside:avoid}
thead{display:table-header-group}
figcaption{break-before:avoid}
.figure-box,.table-box,.math{overflow:visible;background:none}
.figure-box svg{max-height:225mm}
table{font-size:8.5pt}
.wide th,.wide td{white-space:normal;padding-left:.4rem;padding-right:.4rem}
.caption,.wide th[scope=row],.wide thead th:first-child{position:static}
.caption{width:auto;max-width:none}
code{background:none;padding:0}
details::details-content{content-visibility:visible;height:auto}
}
`;
