// THE table of what is measured. `group` names the module of bench/rows/ that measures the row, with others of the same
// group. The aim is of the ratio ours : peer where there is a peer, else of our figure itself.
export const rows = [
  { name: 'hot_trace_query', group: 'hot', unit: 'µs CPU a request', better: 'lower', aim: 0.9, peer_name: 'nginx: the same bytes as a static file over the same TLS' },
  { name: 'hot_page', group: 'hot', unit: 'µs CPU a request', better: 'lower', aim: 0.9, peer_name: 'nginx: the same compressed page as a static file over the same TLS' },
  { name: 'cold_trace_query', group: 'cold', unit: 'µs CPU a query', better: 'lower', aim: 2.0, peer_name: 'the bare prepared statements on the same database' },
  { name: 'cold_trace_query_p99', group: 'cold', unit: 'ms', better: 'lower', aim: 5 },
  { name: 'capture', group: 'capture', unit: 'events/s', better: 'higher', aim: 1.0, peer_name: 'PostgreSQL \\copy of the same rows into one indexed table' },
  { name: 'capture_inserts', group: 'capture', unit: 'events/s', better: 'higher', aim: 0.5, peer_name: 'bare prepared inserts of event and ledger row into SQLite, 1,000 a commit' },
  { name: 'issue_codes', group: 'codes', unit: 'ns CPU a code', better: 'lower', aim: 1.5, peer_name: 'ten raw SM4 blocks of OpenSSL' },
  { name: 'xlsx_read', group: 'sheets', unit: 'µs CPU a row', better: 'lower', aim: 3.0, peer_name: 'the same workbook unpacked and its XML parsed, by libzip and expat alone' },
  { name: 'xlsx_write', group: 'sheets', unit: 'µs CPU a row', better: 'lower', aim: 1.3, peer_name: 'the same cells by libxlsxwriter alone' },
  { name: 'login', group: 'accounts', unit: 'log-ins/s', better: 'higher', aim: 0.8, peer_name: 'Argon2id alone, same parameters' },
  { name: 'authenticated_request', group: 'accounts', unit: 'µs CPU a request', better: 'lower', aim: 1.25, peer_name: 'the same request without a session' },
  { name: 'growth', group: 'growth', unit: 'µs CPU a query', better: 'lower', aim: 1.5, peer_name: 'the same query on 10⁴ events' },
  { name: 'start', group: 'start', unit: 's', better: 'lower', aim: 0.3 },
  { name: 'memory', group: 'memory', unit: 'MB', better: 'lower', aim: 200 },
  { name: 'page_bytes', group: 'page', unit: 'bytes', better: 'lower', aim: 14_336 },
  { name: 'connections', group: 'connections', unit: 'ms p99', better: 'lower', aim: 2.0, peer_name: 'the same server without those connections' },
];

/** The table as a schema of one result: every row has all of these. */
export const members = ['name', 'ours', 'peer', 'peer_name', 'unit', 'ratio', 'aim', 'better', 'met', 'load', 'note'];
