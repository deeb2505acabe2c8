// Every path beside the functions. A rung says:
//   right: [user, path(it), type, content, status = 200]   what whoever may gets
//   elsewhere: [user, status]   the same path asked by somebody of another party; denied: [user, status] of another role;
//                               nobody: status
//   alone: '…'                  instead of these: everybody gets the same, or whoever holds the secret does
//   wrong: [path, status]       what is no such thing
//   form: [path(it), fields, status]   what comes of a form that is filled in badly, where forms are taken (a PIN is told on the page itself)
//   given: async () => it
import { report } from './reports.mjs';
import { data_of, world } from './world.mjs';

const html = /^text\/html/;
const everybody = 'everybody alike';
const secret = 'whoever holds the secret';

/** The address that a page names in this form. */
const found_in = async (page, address) => address.exec((await world.server.get(page)).text)[1];
const code_page = () => `/t/${world.range.first_code}`;
const photo = () => data_of('media.upload', { ...world.photo, caption: '门口' }, { as: 'demo.orange.clerk' });

/** A form of people who are not signed in; `link`: one that a link's secret opens. */
const form = (path, link = false) => ({
  right: ['', () => path, html, /<form /],
  alone: link ? secret : everybody,
  wrong: [link ? `${path}/a/b` : `${path}/x`, 404],
  form: link ? [() => `${path}/qy_nothing`, {}, [400, 401]] : [() => path, {}, [400, 401]],
});
const application = (path) => ({
  right: ['', () => `${path}/`, html, /<script type="module"/],
  alone: everybody,
  wrong: [`${path}/assets/nothing.js`, 404],
});
const operations = (path, content) => ({
  right: ['', () => path, /^text\/plain/, content],
  alone: everybody,
  wrong: [`${path}/x`, 404],
});

export const path_rungs = {
  '/': { right: ['', () => '/', html, /琼源/], alone: everybody, wrong: ['/%zz', 400] },
  '/01': {
    right: ['', () => '/01/06999900000033/10/CYR260106', html, /CYR260106/],
    alone: everybody,
    wrong: ['/01/06999900000034', 400],
    form: [() => `/01/06999900000033/10/CYR260106/21/${world.range.first_code}`, { pin: 'x' }, [200]],
  },
  '/api/v1/': { functions: true },
  '/assets': {
    right: ['', () => found_in('/', /"(\/assets\/touch-icon\.[0-9a-f]{8}\.png)"/), /^image\/png/, /PNG/],
    alone: everybody,
    wrong: ['/assets/touch-icon.png', 404],
  },
  '/confirm': form('/confirm', true),
  '/console': application('/console'),
  '/correct': form('/correct', true),
  '/enrol': form('/enrol'),
  '/events': {
    right: [
      'demo.orange.clerk',
      () => `/events?topics=submission:${world.submissions[0]}&since=0`,
      /^text\/event-stream/,
      /^retry: \d+\n\n/,
    ],
    elsewhere: ['demo.coffee.clerk', 404],
    denied: ['demo.printing', 403],
    nobody: 401,
    wrong: ['/events?topics=nothing', 400],
  },
  '/farmer': form('/farmer'),
  '/field': application('/field'),
  '/forgot': form('/forgot'),
  '/healthz': operations('/healthz', /^ok\n$/),
  '/join': form('/join', true),
  '/lot': {
    right: ['', () => `/lot/${world.lot}`, html, /QJ20251122/],
    alone: everybody,
    wrong: ['/lot/NO-SUCH-LOT', 404],
  },
  '/map.svg': {
    right: ['', () => '/map.svg', /^image\/svg\+xml$/, /<svg .*海口/s],
    alone: everybody,
    wrong: ['/map.svg/x', 404],
  },
  '/media': {
    given: photo,
    right: ['demo.orange.clerk', ({ id }) => `/media/${id}`, /^image\/jpeg$/, /JFIF/],
    elsewhere: ['demo.coffee.clerk', 404],
    denied: ['demo.printing', 404],
    nobody: 404,
    wrong: ['/media/7', 404],
  },
  '/metrics': operations('/metrics', /^# HELP /m),
  '/password': form('/password', true),
  '/readyz': operations('/readyz', /^ready\n$/),
  '/receipt': {
    given: () => report(),
    right: ['', ({ receipt }) => `/receipt/${receipt}`, html, /等待处理/],
    alone: secret,
    wrong: ['/receipt/nothing', 401],
    form: [() => '/receipt', { receipt: 'nothing' }, [401]],
  },
  '/register': form('/register'),
  '/report': {
    right: ['', () => `/report/${world.range.first_code}`, html, /<form [^>]*multipart/],
    alone: everybody,
    wrong: ['/report/1234', 400],
    form: [() => `/report/${world.range.first_code}`, { kind: 'fake' }, [400]],
  },
  '/robots.txt': { right: ['', () => '/robots.txt', /^text\/plain/, /User-agent/], alone: everybody, wrong: ['/robots.txt/x', 404] },
  '/s': {
    given: () => data_of('shipment.link', { lot: world.lot, steps: ['depart'] }, { as: 'demo.orange.clerk' }),
    right: ['', (it) => `/s/${it.secret}`, html, /name="step" value="depart"/],
    alone: secret,
    wrong: ['/s/qy_nothing', 401],
    form: [(it) => `/s/${it.secret}`, { step: 'receive' }, [400, 403]],
  },
  '/scan': {
    right: ['', () => found_in(code_page(), /"(\/scan\/\d{20}\/[^"]+\.gif)"/), /^image\/gif$/, /^GIF89a/],
    alone: everybody,
    wrong: ['/scan/1234/x.gif', 404],
  },
  '/schema': {
    right: ['', () => '/schema/rows.json', /^application\/schema\+json/, /"\$schema"/],
    alone: everybody,
    wrong: ['/schema/rows.yaml', 404],
  },
  '/search': {
    right: ['', () => `/search?q=${encodeURIComponent('金橙')}`, html, /琼北金橙/],
    alone: everybody,
    wrong: ['/search?q=%zz', 400],
  },
  '/share': {
    right: ['', () => `/share/${world.range.first_code}.png`, /^image\/png$/, /PNG/],
    alone: everybody,
    wrong: ['/share/1234.png', 400],
  },
  '/t': {
    right: ['', code_page, html, /琼北金橙/],
    alone: everybody,
    wrong: ['/t/1234', 400],
    form: [code_page, { pin: 'x' }, [200]],
  },
};
