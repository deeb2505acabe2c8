// The servers of others that the platform asks, real ones on loopback: a mail server (Exim), a gateway that takes SMS over
// HTTPS, WeChat's interface. Each has a free port and a certificate of a test's own authority, and ends with the test.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import path from 'node:path';
import { loopback, temporary, until } from './platform.mjs';

/** Certificates for 127.0.0.1: {ca, cert, key} as paths. Another call is another authority. */
export function authority() {
  const folder = temporary();
  const at = (name) => path.join(folder, name);
  const openssl = (...args) => execFileSync('openssl', args, { stdio: 'pipe' });
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...curve, '-keyout', at('ca.key'), '-out', at('ca.pem'), '-subj', '/CN=Test authority');
  const san = `subjectAltName=IP:${loopback}`;
  openssl('req', '-x509', ...curve, '-keyout', at('key.pem'), '-out', at('cert.pem'), '-subj', `/CN=${loopback}`,
    '-addext', san, '-addext', 'basicConstraints=critical,CA:FALSE', '-CA', at('ca.pem'), '-CAkey', at('ca.key'));
  return { folder, ca: at('ca.pem'), cert: at('cert.pem'), key: at('key.pem') };
}

/** A port that is free now. */
export function free_port() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on('error', reject);
    probe.listen(0, loopback, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const exim = ['/usr/sbin/exim4', '/usr/bin/exim4'].find((file) => fs.existsSync(file)) ?? 'exim4';

/** Exim with one domain, example.cn; it wants STARTTLS and a log-in before it takes a mail, refuses user "nobody". */
export class MailServer {
  static user = 'qiongyuan';
  static password = 'Post-horn-12';

  static async start(certificates = authority()) {
    const server = new MailServer();
    Object.assign(server, { certificates, folder: temporary(), port: await free_port() });
    server.password_file = path.join(server.folder, 'password');
    fs.writeFileSync(server.password_file, `${MailServer.password}\n`, { mode: 0o600 });
    server.configure();
    await server.run();
    return server;
  }

  /** Exim gives root up for a user of its own; who is not root stays who it is. */
  configure() {
    const { folder, port, certificates } = this;
    const root = process.getuid() === 0;
    const user = root ? 'Debian-exim' : String(process.getuid());
    const group = root ? 'Debian-exim' : String(process.getgid());
    const home = path.join(folder, 'exim');
    for (const name of ['', 'spool', 'log', 'mail']) fs.mkdirSync(path.join(home, name), { recursive: true });
    for (const name of ['cert', 'key']) fs.copyFileSync(certificates[name], path.join(home, `${name}.pem`));
    this.mails_folder = path.join(home, 'mail');
    this.config = path.join(folder, 'exim.conf');
    fs.writeFileSync(this.config, `
exim_user = ${user}
exim_group = ${group}
keep_environment =
primary_hostname = mail.example.cn
local_interfaces = ${loopback}.${port}
spool_directory = ${home}/spool
log_file_path = ${home}/log/%slog
pid_file_path = ${home}/exim.pid
deliver_drop_privilege = true
host_lookup =
rfc1413_query_timeout = 0s
smtp_accept_max = 20
tls_advertise_hosts = *
tls_certificate = ${home}/cert.pem
tls_privatekey = ${home}/key.pem
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  deny message = log in first
       !authenticated = *
  deny message = no such user
       local_parts = nobody
  defer message = come back later
       local_parts = later
  accept domains = example.cn
  deny message = no relaying
begin routers
folder:
  driver = accept
  domains = example.cn
  transport = folder
begin transports
folder:
  driver = appendfile
  directory = ${home}/mail
  maildir_format
  envelope_to_add = true
  user = ${user}
  group = ${group}
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{$auth2}{${MailServer.user}}}{eq{$auth3}{${MailServer.password}}}}}
  server_set_id = $auth2
  server_advertise_condition = \${if def:tls_in_cipher}
`);
    if (!root) return;
    fs.chmodSync(folder, 0o755);
    execFileSync('chown', ['-R', `${user}:${group}`, home]);
  }

  async run() {
    this.child = spawn(exim, ['-C', this.config, '-bdf'], { stdio: 'ignore' });
    process.once('exit', () => this.child.kill('SIGKILL'));
    await until('the mail server', () => this.child.exitCode !== null || this.answers(), 60);
    if (this.child.exitCode !== null) throw new Error(`exim ended with ${this.child.exitCode}`);
  }

  answers() {
    return new Promise((resolve) => {
      const socket = net.connect(this.port, loopback);
      socket.on('data', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
  }

  async end() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }

  /** What the platform must be told to send by it. */
  settings() {
    return {
      'mail.server': loopback,
      'mail.port': this.port,
      'mail.user': MailServer.user,
      'mail.password_file': this.password_file,
      'mail.sender': 'noreply@example.cn',
      'mail.ca_file': this.certificates.ca,
    };
  }

  /** The mails that a user has got, as they were taken in: {headers, subject, text, raw}. Exim delivers side by side. */
  mails(user) {
    const folder = path.join(this.mails_folder, 'new');
    if (!fs.existsSync(folder)) return [];
    const all = fs.readdirSync(folder).map((name) => read_mail(fs.readFileSync(path.join(folder, name), 'utf8')));
    const taken = (mail) => / id (\S+)/.exec(mail.headers.received)[1]; // sorts by time, then by process
    const theirs = all.filter((mail) => mail.headers['envelope-to'] === `${user}@example.cn`);
    return theirs.sort((one, other) => (taken(one) < taken(other) ? -1 : 1));
  }

  /** Waits for the user's mail number `count`. */
  async mail(user, count = 1) {
    await until(`mail ${count} to ${user}`, () => this.mails(user).length >= count, 60);
    return this.mails(user)[count - 1];
  }
}

function read_mail(raw) {
  const text = raw.replaceAll('\r\n', '\n');
  const end = text.indexOf('\n\n');
  const unfolded = text.slice(0, end).replaceAll(/\n[ \t]+/g, ' ');
  const headers = {};
  for (const line of unfolded.split('\n')) {
    const at = line.indexOf(':');
    if (at > 0) headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim();
  }
  const words = /=\?UTF-8\?B\?([^?]*)\?=\s*/g;
  const subject = headers.subject.replaceAll(words, (_, base64) => Buffer.from(base64, 'base64').toString());
  return { headers, subject, text: Buffer.from(text.slice(end), 'base64').toString().replaceAll('\r\n', '\n'), raw };
}

/** A server that takes and gives JSON over HTTPS, and has a secret in common with the platform. `behave(asked, count)` may
 *  answer otherwise than usual: {status, answer, hang}. */
class JsonServer {
  received = [];
  behave = () => ({});

  static async start(certificates = authority(), port = 0) {
    const server = new this();
    server.certificates = certificates;
    server.secret_file = path.join(temporary(), 'secret');
    fs.writeFileSync(server.secret_file, `${this.secret}\n`, { mode: 0o600 });
    const keys = { cert: fs.readFileSync(certificates.cert), key: fs.readFileSync(certificates.key) };
    server.server = https.createServer(keys, (request, reply) => server.answer(request, reply));
    await new Promise((ready) => server.server.listen(port, loopback, ready));
    server.port = server.server.address().port;
    return server;
  }

  answer(request, reply) {
    const { method, url, headers } = request;
    let text = '';
    request.on('data', (piece) => (text += piece));
    request.on('end', () => {
      const asked = { method, url, headers, body: text ? JSON.parse(text) : undefined, at: Date.now() };
      this.received.push(asked);
      const { status = 200, answer, hang = false } = this.behave(asked, this.received.length);
      if (hang) return;
      reply.writeHead(status, { 'Content-Type': 'application/json' });
      reply.end(answer ?? JSON.stringify(this.usual(asked)));
    });
  }

  async end() {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

/** A gateway that takes SMS. */
export class SmsGateway extends JsonServer {
  static secret = 'Gateway-key-77';

  usual() {
    return { result: { code: 'OK' } };
  }

  settings() {
    return {
      'sms.url': `https://${loopback}:${this.port}/send`,
      'sms.body': '{"to":["{phone}"],"template":"{template}","params":{"code":"{code}","text":"{text}"}}',
      'sms.header': 'X-Gateway-Key: {secret}',
      'sms.secret_file': this.secret_file,
      'sms.expect': 'result.code=OK',
      'sms.templates': 'reset=SMS_1001',
      'sms.ca_file': this.certificates.ca,
      'sms.timeout_seconds': 2,
    };
  }

  to(phone) {
    return this.received.filter((one) => one.body.to[0] === phone);
  }

  /** Waits for the SMS number `count` to a phone; its code. */
  async code(phone, count = 1) {
    await until(`SMS ${count} to ${phone}`, () => this.to(phone).length >= count, 60);
    return this.to(phone)[count - 1].body.params.code;
  }
}

/** WeChat's interface: a token for the account that knows its secret, a ticket for that token; each ticket is another one. */
export class WechatInterface extends JsonServer {
  static app_id = 'wx0123456789abcdef';
  static secret = 'App-secret-4242';
  token = '57_test-Token_of.an~account';
  tickets = [];
  seconds = 7200;

  usual({ method, url, body }) {
    if (method === 'POST' && url === '/cgi-bin/stable_token') {
      const { grant_type, appid, secret } = body;
      const known = grant_type === 'client_credential' && appid === WechatInterface.app_id && secret === WechatInterface.secret;
      return known ? { access_token: this.token, expires_in: 7200 } : { errcode: 40125, errmsg: 'invalid appsecret' };
    }
    const asked = `/cgi-bin/ticket/getticket?type=jsapi&access_token=${this.token}`;
    if (method !== 'GET' || url !== asked) return { errcode: 40001, errmsg: 'invalid credential' };
    const ticket = `kgt8ON7yVITDhtdwci0qeQ-${this.tickets.length}`;
    this.tickets.push(ticket);
    return { errcode: 0, errmsg: 'ok', ticket, expires_in: this.seconds };
  }

  settings() {
    return {
      'wechat.app_id': WechatInterface.app_id,
      'wechat.secret_file': this.secret_file,
      'wechat.url': `https://${loopback}:${this.port}`,
      'wechat.ca_file': this.certificates.ca,
      'wechat.timeout_seconds': 5,
    };
  }

  /** Whether the app would let the page at `url` use its scanner: what it was given is signed with the newest ticket. */
  admits(url, { timestamp, nonce, signature }) {
    const text = `jsapi_ticket=${this.tickets.at(-1)}&noncestr=${nonce}&timestamp=${timestamp}&url=${url}`;
    return createHash('sha1').update(text).digest('hex') === signature;
  }
}
