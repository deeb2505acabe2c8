// Serves the pages that write_sample_pages left in a folder the way the program would, so that pages.test.mjs can look at
// states that no example code has: node sample_server.mjs FOLDER READY_FILE
import {readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';

const [folder, readyFile] = process.argv.slice(2);
const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));  // pages and their policy
const titles = {};
for (const name of index.pages) {
    const html = readFileSync(join(folder, name), 'utf8');
    titles[name] = /<h1[^>]*>([^<]*)</.exec(html)[1];
}
const statusOf = {forged: 404, unknown: 404, message_malformed: 400, message_not_found: 404};

/** The sample behind an address: /t/NAME, and what the program serves at its fixed addresses. */
function sampleOf(path) {
    if (path === '/') return 'home';
    if (path === '/search') return 'search';
    const code = /^\/t\/(\w+)$/.exec(path)?.[1];
    if (!code) return 'message_not_found';
    if (index.pages.includes(`${code}.zh.html`)) return code;
    return /^\d{20}$/.test(code) ? 'forged' : 'message_malformed';
}

const server = createServer((request, response) => {
    const address = new URL(request.url, 'http://localhost');
    if (address.pathname.startsWith('/b/') || address.pathname.startsWith('/assets/')) {
        response.writeHead(200, {'content-type': 'image/svg+xml'});
        response.end('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
        return;
    }
    const sample = sampleOf(address.pathname);
    const language = address.searchParams.get('lang') === 'en' ? 'en' : 'zh';
    const body = gzipSync(readFileSync(join(folder, `${sample}.${language}.html`)), {level: 4});
    response.writeHead(statusOf[sample] ?? 200, {
        'content-type': 'text/html; charset=utf-8',
        'content-encoding': 'gzip',
        'content-security-policy': index.policy,
    });
    response.end(body);
});

server.listen(0, '127.0.0.1', () => {
    const codes = index.pages
        .filter(name => name.endsWith('.zh.html'))
        .map(name => name.slice(0, -'.zh.html'.length))
        .filter(name => !/^(home|search|message|candidates|lot$|forged|unknown)/.test(name))
        .map(name => ({code: name, product: titles[`${name}.zh.html`]}));
    const http = `http://127.0.0.1:${server.address().port}`;
    writeFileSync(readyFile, JSON.stringify({pid: process.pid, https: null, http, samples: true, codes}));
});
