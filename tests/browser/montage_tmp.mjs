import {chromium} from 'playwright-core';
import {readFileSync} from 'node:fs';
const [out, height, ...files] = process.argv.slice(2);
const b = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
const p = await b.newPage({viewport: {width: 1900, height: 500}});
await p.setContent(`<body style="margin:0;background:#888;display:flex;flex-wrap:wrap;gap:6px;align-items:flex-start">${files.map(f => `<img style="max-height:${height}px;max-width:940px" src="data:image/png;base64,${readFileSync(f).toString('base64')}">`).join('')}</body>`);
await p.waitForTimeout(500);
await p.screenshot({path: out, fullPage: true});
await b.close();
